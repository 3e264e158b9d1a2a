import { buffer } from 'node:stream/consumers';
import type { Fit } from '../domain/fit-medium.ts';
import type { Sides } from '../domain/profile.ts';
import { fittedKey } from './fit-name.ts';
import { loadSharp } from './load-sharp.ts';
import { MediaProblem } from './media-problem.ts';
import { openImage, unreadable } from './probe-image.ts';
import type { MediaStorage } from './storage.ts';

/** An image as one channel gets it. */
export type FittedFile = { key: string; mimeType: string; bytes: number; width: number; height: number };

/** Tried one after the other. A PNG has none. */
const qualities = { 'image/jpeg': [90, 78], 'image/webp': [90, 78], 'image/png': [100] } as const;

/** The most pixels that a side can have: libjpeg’s JPEG_MAX_DIMENSION, libwebp’s WEBP_MAX_DIMENSION; a PNG can have any that is opened. */
const formatSides = { 'image/jpeg': 65_500, 'image/webp': 16_383, 'image/png': 100_000_000 } as const;
const maxShrinks = 12;

/**
 * Re-encodes a stored image for a channel and keeps the result beside it: made once, found again later. Upright, in sRGB, with nothing but its
 * pixels; what is transparent turns white in a JPEG.
 * @throws MediaProblem where the image is no longer there, cannot be read, or does not get small enough.
 */
export async function fitImage(storage: MediaStorage, contentHash: string, fit: Fit): Promise<FittedFile> {
  const key = fittedKey(contentHash, fit);
  const { mimeType } = fit;
  const kept = await read(storage, key);
  if (kept) return { key, mimeType, bytes: kept.length, ...(await sizeOf(kept)) };
  const original = await read(storage, contentHash);
  if (original === null)
    throw new MediaProblem('MEDIA_UNREADABLE', 'The file of this image is no longer stored. Upload it again.');
  const fitted = await encodeToFit(original, fit).catch(asProblem);
  const { bytes } = await storage.put(whole(fitted), key);
  return { key, mimeType, bytes, ...(await sizeOf(fitted)) };
}

async function read(storage: MediaStorage, key: string): Promise<Buffer | null> {
  const file = await storage.find(key);
  return file && buffer(file.read());
}

async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  const sharp = await loadSharp();
  const { width, height } = await sharp(bytes).metadata();
  return { width, height };
}

/** The pixels that are too many go first, then quality, then pixels again: by as much as the bytes are too many, and a little more. */
async function encodeToFit(original: Buffer, { mimeType, maxBytes, maxSides }: Fit): Promise<Buffer> {
  const limit = maxBytes ?? Number.POSITIVE_INFINITY;
  const box = maxSides === undefined ? square(formatSides[mimeType]) : await boxFor(original, maxSides);
  let encoded: Buffer = Buffer.alloc(0);
  for (const quality of qualities[mimeType]) {
    encoded = await encode(original, mimeType, { quality, box });
    if (encoded.length <= limit) return encoded;
  }
  const quality = qualities[mimeType].at(-1) ?? 100;
  const { width, height } = await sizeOf(encoded);
  for (let side = Math.max(width, height), shrinks = 0; shrinks < maxShrinks; shrinks += 1) {
    side = Math.max(1, Math.floor(side * Math.sqrt(limit / encoded.length) * 0.95));
    encoded = await encode(original, mimeType, { quality, box: square(side) });
    if (encoded.length <= limit) return encoded;
  }
  throw tooLarge(limit, encoded.length);
}

type Box = { width: number; height: number };

function square(side: number): Box {
  return { width: side, height: side };
}

/** As the image stands once it is upright. */
async function boxFor(original: Buffer, { short, long }: Sides): Promise<Box> {
  const { width, height } = (await (await openImage(original)).metadata()).autoOrient;
  return width > height ? { width: long, height: short } : { width: short, height: long };
}

async function encode(
  original: Buffer,
  mimeType: Fit['mimeType'],
  { quality, box }: { quality: number; box: Box },
): Promise<Buffer> {
  const upright = (await openImage(original)).autoOrient();
  const image = upright.resize({ ...box, fit: 'inside', withoutEnlargement: true });
  if (mimeType === 'image/jpeg') return image.flatten({ background: 'white' }).jpeg({ quality }).toBuffer();
  return mimeType === 'image/png' ? image.png({ compressionLevel: 9 }).toBuffer() : image.webp({ quality }).toBuffer();
}

function asProblem(error: unknown): never {
  if (error instanceof MediaProblem) throw error;
  return unreadable(error);
}

function tooLarge(limit: number, actual: number): MediaProblem {
  const message = `The image cannot be made to fit: it still has ${actual} bytes of the ${limit} that are taken. Send a smaller one.`;
  return new MediaProblem('TOO_LARGE', message, { limit, actual, unit: 'bytes' });
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
