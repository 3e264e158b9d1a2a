import { z } from 'zod';
import type { ShownMedium, ShownPost } from '../network.ts';
import { type Blobs, blobSchema } from './blobs.ts';

const aspectSchema = z.object({ width: z.int().min(1), height: z.int().min(1) }).optional();

/** What a post shows beside its text, as far as pages show it. */
export const embedSchema = z.object({
  $type: z.string(),
  images: z.array(z.object({ image: blobSchema, alt: z.string(), aspectRatio: aspectSchema })).optional(),
  video: blobSchema.optional(),
  alt: z.string().optional(),
  external: z
    .object({ uri: z.string(), title: z.string(), description: z.string(), thumb: blobSchema.optional() })
    .optional(),
});
type Embed = z.infer<typeof embedSchema>;

type Bounded = { blob: z.infer<typeof blobSchema>; accept: RegExp; maxBytes: number };

/** What the lexicon allows of each file: https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky/embed. */
export function embedProblem(embed: Embed): { error: 'BlobTooLarge' | 'InvalidMimeType'; message: string } | null {
  for (const { blob, accept, maxBytes } of boundedIn(embed)) {
    const { mimeType, size } = blob;
    if (!accept.test(mimeType))
      return { error: 'InvalidMimeType', message: `Wrong type of file. It is ${mimeType}, which is not accepted.` };
    if (size > maxBytes) {
      const message = `This file is too large. It is ${size} bytes but the maximum size is ${maxBytes} bytes.`;
      return { error: 'BlobTooLarge', message };
    }
  }
  return null;
}

function boundedIn({ images = [], video, external }: Embed): Bounded[] {
  const thumb = external?.thumb;
  return [
    ...images.map(({ image }) => ({ blob: image, accept: /^image\//, maxBytes: 2_000_000 })),
    ...(video === undefined ? [] : [{ blob: video, accept: /^video\/mp4$/, maxBytes: 300_000_000 }]),
    ...(thumb === undefined ? [] : [{ blob: thumb, accept: /^image\//, maxBytes: 1_000_000 }]),
  ];
}

/** The media of an embed, as files of the sandbox. */
export function shownMedia(embed: Embed | undefined, did: string, blobs: Blobs): ShownMedium[] {
  const shown = (blob: z.infer<typeof blobSchema>, kind: 'image' | 'video', alt: string | undefined): ShownMedium[] => {
    const stored = blobs.find(did, blob.ref.$link);
    return stored === undefined
      ? []
      : [{ key: stored.key, kind, mimeType: stored.mimeType, altText: alt === undefined || alt === '' ? null : alt }];
  };
  const images = embed?.images ?? [];
  return [
    ...images.flatMap(({ image, alt }) => shown(image, 'image', alt)),
    ...(embed?.video === undefined ? [] : shown(embed.video, 'video', embed.alt)),
  ];
}

export function shownCard(embed: Embed | undefined): ShownPost['card'] {
  if (embed?.external === undefined) return null;
  const { uri, title, description } = embed.external;
  return { url: uri, title, description };
}
