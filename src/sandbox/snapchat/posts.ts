import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const postSchema = z.object({
  id: z.string(),
  kind: z.enum(['spotlight', 'story', 'saved_story']),
  profileId: z.string(),
  mediaId: z.string(),
  /** A Spotlight's description, exactly as it was sent; a saved story's title. */
  text: z.string(),
  locale: z.string().nullable(),
  isOffProfile: z.boolean(),
  isRejected: z.boolean(),
  file: z.object({ key: z.string(), mimeType: z.string() }),
  at: z.number(),
});
export type Post = z.infer<typeof postSchema>;
export type Posts = ReturnType<typeof openPosts>;

type Fresh = Omit<Post, 'id' | 'at'>;

export type Status = 'SUBMITTED' | 'LIVE' | 'REJECTED';

/** What was posted, oldest first. */
export function openPosts({ store, now, processingMs }: World) {
  const table = store.table('snapchat/posts', postSchema);
  return {
    add: (fresh: Fresh): Post => {
      const post = { ...fresh, id: fresh.kind === 'spotlight' ? spotlightId() : randomUUID(), at: now().getTime() };
      table.set(post.id, post);
      return post;
    },
    all: (): Post[] => table.rows(),
    /** How far the review of a Spotlight video is. */
    statusOf: ({ at, isRejected }: Post): Status => {
      if (now().getTime() - at < processingMs) return 'SUBMITTED';
      return isRejected ? 'REJECTED' : 'LIVE';
    },
    clear: (): void => table.clear(),
  };
}

/** Such as "W7_EDlXWTBiXAEEniNoMPwAAY…". */
function spotlightId(): string {
  return `W7_${randomBytes(36).toString('base64url')}`;
}
