import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MINUTE } from '../limits.ts';
import type { World } from '../network.ts';
import { contentSchema } from './post-body.ts';

const DUPLICATE_MS = 10 * MINUTE;

const postSchema = z.object({
  urn: z.string(),
  activityUrn: z.string(),
  author: z.string(),
  commentary: z.string(),
  visibility: z.string(),
  isReshareDisabledByAuthor: z.boolean(),
  content: contentSchema.nullable(),
  createdAt: z.number(),
});
export type Post = z.infer<typeof postSchema>;

const commentSchema = z.object({
  id: z.string(),
  postUrn: z.string(),
  actor: z.string(),
  text: z.string(),
  image: z.string().nullable(),
  createdAt: z.number(),
});
export type Comment = z.infer<typeof commentSchema>;

export type Posts = ReturnType<typeof openPosts>;

/** Keeps posts and comments, and what is taken for a duplicate. */
export function openPosts({ store, now }: World, channel: string) {
  const posts = store.table(`${channel}/posts`, postSchema);
  const comments = store.table(`${channel}/comments`, commentSchema);
  const published = store.table(`${channel}/published`, z.object({ urn: z.string(), at: z.number() }));
  let lastId = 0n;

  return {
    all: (): Post[] => posts.rows(),
    allComments: (): Comment[] => comments.rows(),
    find: (urn: string): Post | undefined =>
      posts.get(urn) ?? posts.rows().find(({ activityUrn }) => activityUrn === urn),
    /** Oldest first. */
    of: (author: string): Post[] => posts.rows().filter((post) => post.author === author),
    save: (post: Post): void => posts.set(post.urn, post),
    remove: (post: Post): void => {
      posts.delete(post.urn);
      for (const comment of comments.rows()) if (comment.postUrn === post.urn) comments.delete(comment.id);
    },
    findComment: (id: string): Comment | undefined => comments.get(id),
    commentsOn: (post: Post): Comment[] => comments.rows().filter(({ postUrn }) => postUrn === post.urn),
    saveComment: (comment: Comment): void => comments.set(comment.id, comment),
    removeComment: ({ id }: Comment): void => comments.delete(id),
    /** An id as the real network makes them: 19 digits that grow with time. */
    nextId: (): string => {
      const fromTime = BigInt(now().getTime()) << 22n;
      lastId = fromTime > lastId ? fromTime : lastId + 1n;
      return String(lastId);
    },
    /** The post that the same was published as lately: also where it is gone since. */
    publishedAs: (sent: unknown): string | null => {
      const known = published.get(hashOf(sent));
      return known === undefined || known.at + DUPLICATE_MS <= now().getTime() ? null : known.urn;
    },
    remember: (sent: unknown, urn: string): void => published.set(hashOf(sent), { urn, at: now().getTime() }),
    clear: (): void => {
      posts.clear();
      comments.clear();
      published.clear();
    },
  };
}

function hashOf(sent: unknown): string {
  return createHash('sha256').update(JSON.stringify(sent)).digest('hex');
}
