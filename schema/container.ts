import type { WholeContainer, WholeOverride } from '../src/queries/whole-post.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import { Channel } from './enums.ts';
import { loadPart } from './load-part.ts';
import { Media } from './media.ts';

const Override = builder.objectRef<WholeOverride>('Override').implement({
  description: 'What one channel or one account gets instead of the container’s own. An account beats its channel.',
  fields: (t) => ({
    channel: t.expose('channel', { type: Channel, nullable: true, description: 'The channel that gets it.' }),
    account: t.expose('account', { type: Account, nullable: true, description: 'The account that gets it.' }),
    content: t.exposeString('content', { nullable: true, description: 'Its text; null inherits.' }),
    media: t.expose('media', {
      type: [Media],
      nullable: true,
      description: 'Its media, in order. Null inherits, an empty list is no media.',
    }),
  }),
});

export const Container = builder.node(builder.objectRef<WholeContainer>('Container'), {
  description: 'One segment of a post as it was written.',
  id: { resolve: (container) => container.id },
  loadWithoutCache: loadPart<WholeContainer>,
  fields: (t) => ({
    content: t.exposeString('content', { nullable: true, description: 'Its text.' }),
    media: t.expose('media', { type: [Media], description: 'Its media, in order.' }),
    overrides: t.expose('overrides', {
      type: [Override],
      description: 'What single channels or accounts get instead.',
    }),
  }),
});
