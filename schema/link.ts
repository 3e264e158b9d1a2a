import type { LinkDraft } from '../src/domain/post-draft.ts';
import { builder } from './builder.ts';

export const Link = builder.objectRef<LinkDraft>('Link').implement({
  description: 'A link that is shown as a card where the network has cards.',
  fields: (t) => ({
    url: t.expose('url', { type: 'URL', description: 'Where it leads.' }),
    title: t.exposeString('title', { nullable: true, description: 'The card’s title.' }),
    description: t.exposeString('description', { nullable: true, description: 'The card’s text.' }),
    thumbnailUrl: t.expose('thumbnailUrl', {
      type: 'URL',
      nullable: true,
      description: 'The address of the card’s picture.',
    }),
  }),
});
