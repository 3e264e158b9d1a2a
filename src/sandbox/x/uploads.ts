import { z } from 'zod';
import { DAY } from '../limits.ts';
import { mediaFacts } from '../media-facts.ts';
import type { World } from '../network.ts';
import { createSnowflakes } from './snowflakes.ts';

export const categories = ['tweet_image', 'tweet_gif', 'tweet_video'] as const;

const uploadSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  category: z.enum(categories),
  mimeType: z.string(),
  totalBytes: z.number(),
  /** The chunks so far, by their index, as files of the sandbox. */
  chunks: z.record(z.string(), z.string()),
  /** When it was begun, and from its end when it was finalized. */
  at: z.number(),
  file: z.string().nullable(),
  /** What is wrong with the file, as processing finds it. */
  problem: z.string().nullable(),
  altText: z.string().nullable(),
});
export type Upload = z.infer<typeof uploadSchema>;
export type Uploads = ReturnType<typeof openUploads>;

type Processing = { state: 'pending' | 'in_progress' | 'succeeded' | 'failed' };

const keyKinds = { tweet_image: 3, tweet_video: 7, tweet_gif: 16 } as const;

/** What was uploaded to X, whole or in part. An upload that is attached to nothing is gone after a day. */
export function openUploads({ store, now, files, processingMs }: World) {
  const table = store.table('x/uploads', uploadSchema);
  const nextId = createSnowflakes(
    now,
    table.rows().map(({ id }) => id),
  );
  const set = (upload: Upload): Upload => {
    table.set(upload.id, upload);
    return upload;
  };
  return {
    find: (id: string): Upload | undefined => table.get(id),
    /** Of the account, and not over. */
    live: (id: string, accountId: string): Upload | undefined => {
      const upload = table.get(id);
      const isLive = upload?.accountId === accountId && now().getTime() - upload.at < DAY;
      return isLive ? upload : undefined;
    },
    begin: (facts: Pick<Upload, 'accountId' | 'category' | 'mimeType' | 'totalBytes'>): Upload =>
      set({ ...facts, id: nextId(), chunks: {}, at: now().getTime(), file: null, problem: null, altText: null }),
    append: (upload: Upload, index: number, bytes: Buffer): void => {
      set({ ...upload, chunks: { ...upload.chunks, [index]: files.put(bytes) } });
    },
    /** The bytes of the chunks in their order, or null where one is missing. */
    bytesOf: ({ chunks }: Upload): Buffer | null => {
      const parts = Object.keys(chunks).map((_, index) => files.get(chunks[index] ?? ''));
      return parts.some((part) => part === null) ? null : Buffer.concat(parts as Buffer[]);
    },
    finalize: (upload: Upload, bytes: Buffer): Upload =>
      set({ ...upload, at: now().getTime(), file: files.put(bytes), problem: problemWith(upload, bytes) }),
    describe: (upload: Upload, altText: string): void => void set({ ...upload, altText }),
    /** Images are ready at once; GIFs and videos are worked on for a while. Null where there is nothing to tell. */
    processingOf: ({ category, at, problem }: Upload): Processing | null => {
      if (category === 'tweet_image') return null;
      const elapsed = now().getTime() - at;
      if (elapsed < processingMs / 2) return { state: 'pending' };
      if (elapsed < processingMs) return { state: 'in_progress' };
      return { state: problem === null ? 'succeeded' : 'failed' };
    },
    mediaKeyOf: ({ id, category }: Upload): string => `${keyKinds[category]}_${id}`,
    clear: (): void => table.clear(),
  };
}

/** https://docs.x.com/x-api/media/quickstart/best-practices */
function problemWith({ category }: Upload, bytes: Buffer): string | null {
  const facts = mediaFacts(bytes);
  if (category === 'tweet_video') {
    if (facts?.kind !== 'video') return 'Unsupported video format.';
    const seconds = (facts.durationMs ?? 0) / 1000;
    if (seconds < 0.5) return 'The video is too short.';
    return seconds > 140 ? 'This user is not allowed to post a video longer than 2 minutes' : null;
  }
  if (facts === null) return 'media type unrecognized.';
  if (category === 'tweet_gif') return facts.mimeType === 'image/gif' ? null : 'media type unrecognized.';
  return facts.kind === 'image' ? null : 'media type unrecognized.';
}
