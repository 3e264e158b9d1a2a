import type { MediaKind } from '../domain/profile.ts';
import { openImage, type ProbedImage, probeImage, unreadable } from './probe-image.ts';
import { blankAvif } from './strip/avif.ts';
import { stripGif } from './strip/gif.ts';
import { stripJpeg } from './strip/jpeg.ts';
import { stripPng } from './strip/png.ts';
import { stripWebp } from './strip/webp.ts';

/** An image fit to be kept: it decodes to its last pixel, stands upright, and says nothing of where or with what it was taken. */
export type UnderstoodImage = {
  kind: MediaKind;
  mimeType: string;
  width: number;
  height: number;
  durationMs: number | null;
  bytes: Buffer;
  /** A small WebP of it; the first frame where it is animated. */
  thumbnail: Buffer;
};

type Strip = (bytes: Buffer) => Buffer;

const strips: Readonly<Record<string, Strip>> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/gif': stripGif,
  'image/webp': stripWebp,
};

const thumbnailSize = 480;
const reencodedQuality = 95;

/**
 * Takes an image as its bytes show it. Lossless, but for an image that is stored lying on its side.
 * @throws MediaProblem with why it cannot be taken.
 */
export async function understandImage(original: Buffer): Promise<UnderstoodImage> {
  const probed = await probeImage(original);
  const bytes = await clean(original, probed).catch(unreadable);
  const { mimeType } = probed;
  const thumbnail = await makeThumbnail(bytes).catch(unreadable);
  const {
    pages = 1,
    delay = [],
    width,
    height,
    pageHeight,
  } = await (await openImage(bytes, 'all')).metadata().catch(unreadable);
  const animated = pages > 1 && mimeType !== 'image/avif';
  if (animated) await decodeAllFrames(bytes).catch(unreadable);
  return {
    kind: animated ? 'GIF' : 'IMAGE',
    mimeType,
    width,
    height: pageHeight ?? height,
    durationMs: animated ? delay.reduce((sum, ms) => sum + ms, 0) : null,
    bytes,
    thumbnail,
  };
}

async function clean(bytes: Buffer, { mimeType, metadata }: ProbedImage): Promise<Buffer> {
  const { orientation = 1, pages = 1, exif, xmp } = metadata;
  const lies = orientation > 1 && pages === 1 && mimeType !== 'image/avif';
  if (lies) return encodeAnew(bytes, mimeType);
  const strip = strips[mimeType];
  return strip ? strip(bytes) : (blankAvif(bytes, [exif, xmp]) ?? (await encodeAnew(bytes, mimeType)));
}

async function encodeAnew(bytes: Buffer, mimeType: string): Promise<Buffer> {
  const upright = (await openImage(bytes)).autoOrient().keepIccProfile();
  if (mimeType === 'image/jpeg')
    return upright.jpeg({ quality: reencodedQuality, chromaSubsampling: '4:4:4' }).toBuffer();
  if (mimeType === 'image/avif') return upright.avif({ quality: reencodedQuality, effort: 2 }).toBuffer();
  return mimeType === 'image/png' ? upright.png().toBuffer() : upright.webp({ quality: reencodedQuality }).toBuffer();
}

/** Every pixel of the first frame goes into it: shrinking while loading would pass over broken ones. */
async function makeThumbnail(bytes: Buffer): Promise<Buffer> {
  const size = { width: thumbnailSize, height: thumbnailSize, fit: 'inside', withoutEnlargement: true } as const;
  const image = await openImage(bytes);
  return image
    .resize({ ...size, fastShrinkOnLoad: false })
    .webp({ quality: 80 })
    .toBuffer();
}

async function decodeAllFrames(bytes: Buffer): Promise<void> {
  await (await openImage(bytes, 'all')).resize({ width: 16 }).raw().toBuffer();
}
