import { open, readFile } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import type { MediaKind } from '../domain/profile.ts';
import { MediaProblem } from './media-problem.ts';
import { createSlots } from './slots.ts';
import { understandImage } from './understand-image.ts';
import { understandPdf } from './understand-pdf.ts';
import { understandVideo } from './understand-video.ts';

/** What a file turned out to be. */
export type UnderstoodFile = {
  kind: MediaKind;
  mimeType: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  /** What to keep instead of the file; null where the file itself is fit to be kept. */
  cleaned: Buffer | null;
  /** A small WebP of it; null for what is no image. */
  thumbnail: Buffer | null;
};

/** An image is held in memory as a whole. No network takes one that comes near this. */
const maxImageBytes = 64 * 1024 * 1024;
const headBytes = 64 * 1024;

/** As many are in memory at a time; the others wait on the disk. */
const inSlot = createSlots(4);

/** What is taken as a video. An M4V is an MP4 under Apple's name, which most networks know by that type alone. */
const videoTypes: Readonly<Record<string, string>> = {
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/quicktime': 'video/quicktime',
  'video/webm': 'video/webm',
};

const without = { width: null, height: null, durationMs: null, cleaned: null, thumbnail: null };

/**
 * Reads what a file is from its bytes, and blanks in it where a video was taken.
 * @throws MediaProblem with why it cannot be taken.
 */
export async function understandFile(path: string): Promise<UnderstoodFile> {
  const { found, size } = await look(path);
  const mimeType = videoTypes[found];
  if (mimeType !== undefined)
    return { ...without, kind: 'VIDEO', mimeType, ...(await understandVideo(path, mimeType)) };
  if (found === 'application/pdf') {
    await understandPdf(path);
    return { ...without, kind: 'DOCUMENT', mimeType: found };
  }
  if (size > maxImageBytes) throw tooLarge(size);
  const { bytes, ...image } = await inSlot(async () => understandImage(await readFile(path)));
  return { ...image, cleaned: bytes };
}

/** The type that the first bytes show, and the size. */
async function look(path: string): Promise<{ found: string; size: number }> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const type = await fileTypeFromBuffer(buffer.subarray(0, bytesRead)).catch(() => undefined);
  return { found: type?.mime ?? '', size: (await file.stat()).size };
}

function tooLarge(actual: number): MediaProblem {
  const limit = maxImageBytes;
  const message = `The file is no video or PDF that Postern knows, and has ${actual} bytes; as an image it may have ${limit} at most. Send a smaller one.`;
  return new MediaProblem('TOO_LARGE', message, { limit, actual, unit: 'bytes' });
}
