import { z } from 'zod';
import type { World } from '../network.ts';
import { newCommentId } from './ids.ts';

const commentSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  videoId: z.string(),
  /** Exactly what was sent. */
  text: z.string(),
  at: z.iso.datetime(),
});
export type Comment = z.infer<typeof commentSchema>;
export type Comments = ReturnType<typeof openComments>;

/** The comments on YouTube's videos. */
export function openComments({ store, now }: World) {
  const table = store.table('youtube/comments', commentSchema);
  return {
    find: (id: string): Comment | undefined => table.get(id),
    all: (): Comment[] => table.rows(),
    add: (facts: Omit<Comment, 'id' | 'at'>): Comment => {
      const comment = { ...facts, id: newCommentId(), at: now().toISOString() };
      table.set(comment.id, comment);
      return comment;
    },
    remove: ({ id }: Comment): void => table.delete(id),
    removeOf: (videoId: string): void => {
      for (const comment of table.rows()) if (comment.videoId === videoId) table.delete(comment.id);
    },
    clear: (): void => table.clear(),
  };
}
