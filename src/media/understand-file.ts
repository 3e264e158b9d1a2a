import { readFile, stat } from 'node:fs/promises';
import type { MediaKind } from '../domain/profile.ts';
import { MediaProblem } from './media-problem.ts';
import { understandImage } from './understand-image.ts';

/** What a file turned out to be. */
export type UnderstoodFile = {
  kind: MediaKind;
  mimeType: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  /** What to keep instead of the file; null where the file itself is fit to be kept. */
  cleaned: Buffer | null;
  /** A small WebP of it, where it can be made. */
  thumbnail: Buffer | null;
};

/** An image is held in memory as a whole. No network takes one that comes near this. */
const maxImageBytes = 64 * 1024 * 1024;

/**
 * Reads what a file is from its bytes.
 * @throws MediaProblem with why it cannot be taken.
 */
export async function understandFile(file: string): Promise<UnderstoodFile> {
  const { size } = await stat(file);
  if (size > maxImageBytes) throw tooLarge(size);
  const { bytes, ...image } = await understandImage(await readFile(file));
  return { ...image, cleaned: bytes };
}

function tooLarge(actual: number): MediaProblem {
  const limit = maxImageBytes;
  const message = `The image has ${actual} bytes; Postern takes images of ${limit} at most. Send a smaller one.`;
  return new MediaProblem('TOO_LARGE', message, { limit, actual, unit: 'bytes' });
}
