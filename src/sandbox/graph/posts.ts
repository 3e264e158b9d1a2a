import { z } from 'zod';
import type { World } from '../network.ts';
import { type Container, containerMediumSchema } from './containers.ts';
import { createIds } from './ids.ts';

const postSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  /** Exactly what was sent. */
  text: z.string(),
  /** What was said beside it, by the network's own names. */
  said: z.record(z.string(), z.string()),
  media: z.array(containerMediumSchema),
  inReplyTo: z.string().nullable(),
  at: z.iso.datetime(),
});
export type Post = z.infer<typeof postSchema>;

export type NewPost = Pick<Container, 'accountId' | 'said' | 'media'> & Pick<Post, 'text' | 'inReplyTo'>;

export type Posts = ReturnType<typeof openPosts>;

/** What is published, and the replies and comments below it. */
export function openPosts({ store, now }: World, network: string) {
  const table = store.table(`${network}/posts`, postSchema);
  const nextId = createIds(
    now,
    table.rows().map(({ id }) => id),
  );
  return {
    find: (id: string): Post | undefined => table.get(id),
    all: (): Post[] => table.rows(),
    /** Newest first. */
    ofAccount: (accountId: string): Post[] =>
      table
        .rows()
        .filter((post) => post.accountId === accountId)
        .reverse(),
    /** Newest first. */
    below: (id: string): Post[] =>
      table
        .rows()
        .filter((post) => post.inReplyTo === id)
        .reverse(),
    add: (facts: NewPost): Post => {
      const post = { ...facts, id: nextId(), at: now().toISOString() };
      table.set(post.id, post);
      return post;
    },
    remove: ({ id }: Post): void => table.delete(id),
    clear: (): void => table.clear(),
  };
}
