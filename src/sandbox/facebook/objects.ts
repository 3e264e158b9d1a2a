import { z } from 'zod';
import type { World } from '../network.ts';

const photoSchema = z.object({
  id: z.string(),
  pageId: z.string(),
  key: z.string(),
  kind: z.enum(['image', 'gif']),
  mimeType: z.string(),
  altText: z.string().nullable(),
  /** The post or the story that shows it. */
  shownBy: z.string().nullable(),
  at: z.iso.datetime(),
});
export type Photo = z.infer<typeof photoSchema>;

const videoSchema = z.object({
  id: z.string(),
  pageId: z.string(),
  edge: z.enum(['videos', 'video_reels', 'video_stories']),
  sessionId: z.string().nullable(),
  fileSize: z.number().nullable(),
  /** Keys of the parts that have come, in their order, and how many bytes they have. */
  parts: z.array(z.string()),
  bytes: z.number(),
  /** The whole file, once it is there. */
  key: z.string().nullable(),
  description: z.string(),
  notes: z.array(z.string()),
  finishedAt: z.iso.datetime().nullable(),
  postId: z.string(),
  /** Why it cannot be processed. */
  problem: z.string().nullable(),
});
export type Video = z.infer<typeof videoSchema>;

const postSchema = z.object({
  id: z.string(),
  pageId: z.string(),
  message: z.string(),
  link: z.string().nullable(),
  photoIds: z.array(z.string()),
  notes: z.array(z.string()),
  at: z.iso.datetime(),
});
export type Post = z.infer<typeof postSchema>;

const commentSchema = z.object({
  id: z.string(),
  objectId: z.string(),
  pageId: z.string(),
  message: z.string(),
  at: z.iso.datetime(),
});
export type Comment = z.infer<typeof commentSchema>;

const storySchema = z.object({
  id: z.string(),
  pageId: z.string(),
  mediaId: z.string(),
  mediaType: z.enum(['photo', 'video']),
  at: z.iso.datetime(),
});
export type Story = z.infer<typeof storySchema>;

export type Objects = ReturnType<typeof openObjects>;

/** All that Pages have: what was sent, and what shows it. */
export function openObjects({ store, now }: World) {
  const tables = {
    photos: store.table('facebook/photos', photoSchema),
    videos: store.table('facebook/videos', videoSchema),
    posts: store.table('facebook/posts', postSchema),
    comments: store.table('facebook/comments', commentSchema),
    stories: store.table('facebook/stories', storySchema),
  };
  const numbers = Object.values(tables).flatMap((table) =>
    table.rows().map(({ id }) => BigInt(id.replace(/^.*_/, ''))),
  );
  let last = numbers.reduce((highest, number) => (number > highest ? number : highest), 0n);
  return {
    ...tables,
    /** An id as Facebook's are: a number of 16 digits, each higher than the one before. */
    nextId: (): string => {
      const fromTime = BigInt(now().getTime()) * 1_000n;
      last = fromTime > last ? fromTime : last + 1n;
      return String(last);
    },
    removeCommentsOn: (objectId: string): void => {
      for (const comment of tables.comments.rows())
        if (comment.objectId === objectId) tables.comments.delete(comment.id);
    },
    clear: (): void => {
      for (const table of Object.values(tables)) table.clear();
    },
  };
}
