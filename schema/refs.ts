import type { WholeDelivery, WholePost } from '../src/queries/whole-post.ts';
import { builder } from './builder.ts';
import { loadPart } from './load-part.ts';

/** Types that name each other; their fields stand in post.ts and delivery.ts. */
export const Post = builder.nodeRef<WholePost>('Post', {
  id: { resolve: (post) => post.id },
  loadWithoutCache: (id, context) => context.loaders.post.load(id),
});

export const Delivery = builder.nodeRef<WholeDelivery>('Delivery', {
  id: { resolve: (delivery) => delivery.id },
  loadWithoutCache: loadPart<WholeDelivery>,
});
