import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { mediaFacts } from '../media-facts.ts';
import type { World } from '../network.ts';
import { newId } from './new-id.ts';

const MB = 1_000_000;

const mediaSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  /** What has to come with the file, in this order. */
  parameters: z.record(z.string(), z.string()),
  file: z.string().nullable(),
  mimeType: z.string(),
  /** When it was registered, and from its upload when that was. */
  at: z.number(),
  problem: z.boolean(),
});
export type Media = z.infer<typeof mediaSchema>;
export type MediaStore = ReturnType<typeof openMedia>;

/** What Pinterest was told of, and has. https://developers.pinterest.com/docs/api/v5/media-create */
export function openMedia({ store, now, files, processingMs }: World) {
  const table = store.table('pinterest/media', mediaSchema);
  const set = (media: Media): Media => {
    table.set(media.id, media);
    return media;
  };
  return {
    find: (id: string): Media | undefined => table.get(id),
    /** By the key of its place in the bucket. */
    byKey: (key: string): Media | undefined => table.rows().find(({ parameters }) => parameters.key === key),
    register: (accountId: string): Media => {
      const id = newId();
      const date = now()
        .toISOString()
        .replaceAll(/[-:]|\.\d+/g, '');
      const parameters = {
        'x-amz-date': date,
        'x-amz-signature': randomBytes(32).toString('hex'),
        'x-amz-security-token': randomBytes(24).toString('base64'),
        'x-amz-algorithm': 'AWS4-HMAC-SHA256',
        key: `uploads/${id.slice(-2)}/3:video:${accountId}:${id}`,
        policy: randomBytes(24).toString('base64'),
        'x-amz-credential': `SANDBOX/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
        'Content-Type': 'multipart/form-data',
      };
      return set({ id, accountId, parameters, file: null, mimeType: '', at: now().getTime(), problem: false });
    },
    receive: (media: Media, { bytes, mimeType }: { bytes: Buffer; mimeType: string }): Media =>
      set({ ...media, file: files.put(bytes), mimeType, at: now().getTime(), problem: !isVideo(bytes) }),
    statusOf: ({ file, at, problem }: Media): 'registered' | 'processing' | 'succeeded' | 'failed' => {
      if (file === null) return 'registered';
      if (now().getTime() - at < processingMs) return 'processing';
      return problem ? 'failed' : 'succeeded';
    },
    clear: (): void => table.clear(),
  };
}

/** https://help.pinterest.com/en/business/article/pinterest-product-specs */
function isVideo(bytes: Buffer): boolean {
  const facts = mediaFacts(bytes);
  const seconds = (facts?.durationMs ?? 0) / 1000;
  return facts?.kind === 'video' && bytes.length <= 2_000 * MB && seconds >= 4 && seconds <= 15 * 60;
}
