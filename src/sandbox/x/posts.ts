import { z } from 'zod';
import { HOUR } from '../limits.ts';
import type { World } from '../network.ts';
import { createSnowflakes } from './snowflakes.ts';

const postSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  /** Exactly what was sent. */
  text: z.string(),
  mediaIds: z.array(z.string()),
  inReplyTo: z.string().nullable(),
  replySettings: z.string().nullable(),
  communityId: z.string().nullable(),
  /** The answers of its poll. */
  poll: z.array(z.string()).default([]),
  madeWithAi: z.boolean(),
  paidPartnership: z.boolean(),
  at: z.iso.datetime(),
});
export type Post = z.infer<typeof postSchema>;

/** How long the same text is refused: X does not say. */
const DUPLICATE_MS = 6 * HOUR;

export type Posts = ReturnType<typeof openPosts>;

/** The posts of X. */
export function openPosts({ store, now }: World) {
  const table = store.table('x/posts', postSchema);
  const nextId = createSnowflakes(
    now,
    table.rows().map(({ id }) => id),
  );
  const byAccount = new Map<string, Post[]>();
  const index = (post: Post): void => {
    byAccount.set(post.accountId, [...(byAccount.get(post.accountId) ?? []), post]);
  };
  for (const post of table.rows()) index(post);

  return {
    find: (id: string): Post | undefined => table.get(id),
    all: (): Post[] => table.rows(),
    /** Newest first. */
    ofAccount: (accountId: string): Post[] => (byAccount.get(accountId) ?? []).toReversed(),
    /** Whether the account said the same lately, without media: with media it is never the same. */
    hasSaid: (accountId: string, text: string): boolean =>
      (byAccount.get(accountId) ?? []).some(
        (post) =>
          post.mediaIds.length === 0 &&
          plain(post.text) === plain(text) &&
          now().getTime() - Date.parse(post.at) < DUPLICATE_MS,
      ),
    add: (facts: Omit<Post, 'id' | 'at'>): Post => {
      const post = { ...facts, id: nextId(), at: now().toISOString() };
      table.set(post.id, post);
      index(post);
      return post;
    },
    remove: (post: Post): void => {
      table.delete(post.id);
      const own = byAccount.get(post.accountId) ?? [];
      byAccount.set(
        post.accountId,
        own.filter(({ id }) => id !== post.id),
      );
    },
    clear: (): void => {
      table.clear();
      byAccount.clear();
    },
  };
}

function plain(text: string): string {
  return text.normalize('NFC').trim();
}
