import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DAY, HOUR } from '../limits.ts';
import type { World } from '../network.ts';

const publicationSchema = z.object({
  id: z.string(),
  username: z.string(),
  postId: z.string(),
  kind: z.enum(['video', 'photo']),
  /** Exactly what was sent as the caption, and the title that photos have beside it. */
  text: z.string(),
  title: z.string(),
  privacy: z.string(),
  labels: z.array(z.string()),
  /** Of a video: what was announced, and the chunks so far, as files of the sandbox. */
  upload: z
    .object({
      token: z.string(),
      mimeType: z.string().nullable(),
      bytes: z.number(),
      chunkBytes: z.number(),
      chunkCount: z.number(),
      chunks: z.array(z.object({ key: z.string(), bytes: z.number() })),
    })
    .nullable(),
  files: z.array(z.object({ key: z.string(), mimeType: z.string() })),
  begunAt: z.number(),
  /** When TikTok had all of it; null before. */
  completeAt: z.number().nullable(),
  /** Why it fails, as processing finds it. */
  failReason: z.string().nullable(),
  /** Whether it was told that it is a post: pages that watch see it then. */
  isTold: z.boolean(),
});
export type Publication = z.infer<typeof publicationSchema>;
export type Publications = ReturnType<typeof openPublications>;

/** How much longer moderation takes than processing: usually a minute. */
const MODERATION = 10;

type Fresh = Pick<Publication, 'username' | 'kind' | 'text' | 'title' | 'privacy' | 'labels'> &
  Partial<Pick<Publication, 'upload' | 'files' | 'completeAt' | 'failReason'>>;

export type Status = 'PROCESSING_UPLOAD' | 'PROCESSING_DOWNLOAD' | 'PUBLISH_COMPLETE' | 'FAILED';

/** What was begun at TikTok; what is through is a post. */
export function openPublications({ store, now, processingMs }: World) {
  const table = store.table('tiktok/publications', publicationSchema);
  const set = (publication: Publication): Publication => {
    table.set(publication.id, publication);
    return publication;
  };
  const statusOf = ({ kind, completeAt, failReason }: Publication): Status => {
    if (completeAt === null || now().getTime() - completeAt < processingMs)
      return kind === 'video' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD';
    return failReason === null ? 'PUBLISH_COMPLETE' : 'FAILED';
  };
  return {
    find: (id: string): Publication | undefined => table.get(id),
    /** By the token of the address to upload to, for an hour. */
    uploading: (token: string): Publication | undefined => table.rows().find(({ upload }) => upload?.token === token),
    isOver: ({ begunAt }: Publication): boolean => now().getTime() - begunAt >= HOUR,
    begin: (fresh: Fresh): Publication => {
      const postId = newId();
      const id = fresh.kind === 'video' ? `v_pub_file~v2-1.${newId()}` : `p_pub_url~v2.${newId()}`;
      const nothing = { upload: null, files: [], completeAt: null, failReason: null, isTold: false };
      return set({ ...nothing, ...fresh, id, postId, begunAt: now().getTime() });
    },
    change: (publication: Publication, changes: Partial<Publication>): Publication =>
      set({ ...publication, ...changes }),
    statusOf,
    /** Whether it is a post: through, in the order in which they came. */
    posts: (): Publication[] =>
      table
        .rows()
        .filter((publication) => statusOf(publication) === 'PUBLISH_COMPLETE')
        .sort((a, b) => (a.completeAt ?? 0) - (b.completeAt ?? 0)),
    /** Posts that everyone sees are moderated; before that their ids are not told. */
    isPublic: (publication: Publication): boolean =>
      publication.privacy === 'PUBLIC_TO_EVERYONE' &&
      statusOf(publication) === 'PUBLISH_COMPLETE' &&
      now().getTime() - (publication.completeAt ?? 0) >= MODERATION * processingMs,
    /** How much an account had published within a day. */
    today: (username: string): number =>
      table.rows().filter((one) => one.username === username && now().getTime() - (one.completeAt ?? 0) < DAY).length,
    clear: (): void => table.clear(),
  };
}

/** Nineteen digits: as text it is whole, as a number it would not be. */
function newId(): string {
  return String(7_000_000_000_000_000_000n + (randomBytes(8).readBigUInt64BE() % 600_000_000_000_000_000n));
}
