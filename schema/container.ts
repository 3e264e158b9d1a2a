import type { WholeContainer } from '../src/queries/whole-post.ts';
import { builder } from './builder.ts';
import { loadPart } from './load-part.ts';

export const Container = builder.node(builder.objectRef<WholeContainer>('Container'), {
  description: 'One segment of a post as it was written.',
  id: { resolve: (container) => container.id },
  loadWithoutCache: loadPart<WholeContainer>,
  fields: (t) => ({
    content: t.exposeString('content', { nullable: true, description: 'Its text.' }),
  }),
});
