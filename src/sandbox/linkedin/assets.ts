import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DAY } from '../limits.ts';
import { mediaFacts } from '../media-facts.ts';
import type { World } from '../network.ts';

const PART_BYTES = 4_194_304;
const SHORTEST_VIDEO_MS = 3_000;
const MOST_PIXELS = 36_152_320;

const assetSchema = z.object({
  urn: z.string(),
  kind: z.enum(['image', 'document', 'video']),
  owner: z.string(),
  uploadId: z.string(),
  uploadToken: z.string(),
  expiresAt: z.number(),
  /** What was sent of each part, as files of the sandbox. */
  parts: z.array(z.object({ first: z.number(), last: z.number(), file: z.string().nullable() })),
  /** The whole, as a file of the sandbox, and since when it is there. */
  file: z.string().nullable(),
  receivedAt: z.number().nullable(),
});
export type Asset = z.infer<typeof assetSchema>;

export type Assets = ReturnType<typeof openAssets>;

/** Keeps what was uploaded, by its URN. */
export function openAssets({ store, now, processingMs, files }: World, channel: string) {
  const table = store.table(`${channel}/assets`, assetSchema);
  return {
    find: (urn: string): Asset | undefined => table.get(urn),
    byUpload: (uploadId: string): Asset | undefined => table.rows().find((asset) => asset.uploadId === uploadId),
    save: (asset: Asset): void => table.set(asset.urn, asset),
    begin({ kind, owner, bytes }: { kind: Asset['kind']; owner: string; bytes: number | null }): Asset {
      const asset: Asset = {
        urn: `urn:li:${kind}:${kind === 'video' ? 'C5' : 'D4'}E${randomBytes(12).toString('base64url')}`,
        kind,
        owner,
        uploadId: randomBytes(24).toString('base64url'),
        uploadToken: kind === 'video' ? randomBytes(24).toString('base64url') : '',
        expiresAt: now().getTime() + DAY,
        parts: bytes === null ? [{ first: 0, last: -1, file: null }] : partsOf(bytes),
        file: null,
        receivedAt: null,
      };
      table.set(asset.urn, asset);
      return asset;
    },
    receive(asset: Asset, file: string): void {
      table.set(asset.urn, { ...asset, file, receivedAt: now().getTime() });
    },
    status({ kind, file, receivedAt }: Asset) {
      if (file === null || receivedAt === null) return 'WAITING_UPLOAD';
      if (now().getTime() < receivedAt + processingMs) return 'PROCESSING';
      return isUsable(kind, files.get(file) ?? Buffer.alloc(0)) ? 'AVAILABLE' : 'PROCESSING_FAILED';
    },
  };
}

function partsOf(bytes: number): Asset['parts'] {
  const count = Math.ceil(bytes / PART_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const first = index * PART_BYTES;
    return { first, last: Math.min(bytes, first + PART_BYTES) - 1, file: null };
  });
}

function isUsable(kind: Asset['kind'], bytes: Buffer): boolean {
  const facts = mediaFacts(bytes);
  if (kind === 'document') return facts?.kind === 'document' || isOffice(bytes);
  if (facts === null) return false;
  if (kind === 'video') return facts.mimeType === 'video/mp4' && (facts.durationMs ?? 0) >= SHORTEST_VIDEO_MS;
  const taken = ['image/jpeg', 'image/png', 'image/gif'].includes(facts.mimeType);
  return taken && (facts.width ?? 0) * (facts.height ?? 0) < MOST_PIXELS;
}

/** DOCX and PPTX are ZIP files, DOC and PPT compound files. */
function isOffice(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('hex');
  return start === '504b0304' || start === 'd0cf11e0';
}
