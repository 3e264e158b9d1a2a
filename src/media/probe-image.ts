import { fileTypeFromBuffer } from 'file-type';
import type { Metadata, Sharp } from 'sharp';
import { loadSharp } from './load-sharp.ts';
import { MediaProblem } from './media-problem.ts';

/** An image as its bytes show it, whatever it was said to be. */
export type ProbedImage = { mimeType: string; metadata: Metadata };

/** 100 megapixels, all frames together: what is beyond takes more memory than it is worth. */
const maxPixels = 100_000_000;
const maxSeconds = 30;

/** What sharp has to find in a file of each type. */
const formats: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'heif',
};

/** How every image is opened: capped, and with what is broken refused. */
export async function openImage(bytes: Buffer, frames: 'first' | 'all' = 'first'): Promise<Sharp> {
  const sharp = await loadSharp();
  const options = { failOn: 'error', limitInputPixels: maxPixels, sequentialRead: true } as const;
  return sharp(bytes, { ...options, animated: frames === 'all' }).timeout({ seconds: maxSeconds });
}

/**
 * Reads an image's type and header; the pixels are not decoded yet.
 * @throws MediaProblem with why it is none that Postern takes.
 */
export async function probeImage(bytes: Buffer): Promise<ProbedImage> {
  if (bytes.length === 0)
    throw new MediaProblem('MEDIA_UNREADABLE', 'The file is empty. Send one with something in it.');
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? null;
  const isHeif = found?.startsWith('image/hei') ?? false;
  const mimeType = isHeif && (await isAv1(bytes)) ? 'image/avif' : found;
  if (mimeType === null || formats[mimeType] === undefined) throw unsupported(mimeType);
  const sharp = await loadSharp();
  const metadata = await sharp(bytes, { animated: true, limitInputPixels: false }).metadata().catch(unreadable);
  if (metadata.format !== formats[mimeType]) throw new MediaProblem('MEDIA_UNREADABLE', broken);
  checkPixels(metadata);
  return { mimeType, metadata };
}

const broken = 'The file is damaged or ends too early, so it cannot be shown. Export it again and send it whole.';

/** For what a decoder threw. */
export function unreadable(_error: unknown): never {
  throw new MediaProblem('MEDIA_UNREADABLE', broken);
}

function checkPixels({ width, height }: Metadata): void {
  const actual = width * height;
  if (actual <= maxPixels) return;
  const message = `The image has ${actual} pixels, all frames together; Postern takes ${maxPixels} at most. Make it smaller.`;
  throw new MediaProblem('TOO_LARGE', message, { limit: maxPixels, actual, unit: 'pixels' });
}

/** AVIF is one of the formats that HEIF files can hold, and need not say so in its first bytes. */
async function isAv1(bytes: Buffer): Promise<boolean> {
  const sharp = await loadSharp();
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  return metadata?.compression === 'av1';
}

function unsupported(mimeType: string | null): MediaProblem {
  const reason = mimeType === null ? 'This is no file that Postern knows' : `This is a file of type ${mimeType}`;
  return new MediaProblem(
    'MEDIA_UNSUPPORTED',
    helpful[mimeType ?? ''] ?? `${reason}. Send a JPEG, PNG, GIF, WebP or AVIF, a video as MP4, MOV or WebM, or a PDF.`,
  );
}

const heic =
  'This is a HEIC photo, which networks don’t take. Send it as JPEG: on an iPhone, Settings › Camera › Formats › Most Compatible does so for new photos; for this one, open it in Photos and export or share it as JPEG.';

const helpful: Readonly<Record<string, string>> = {
  'image/heic': heic,
  'image/heif': heic,
  'image/heic-sequence': heic,
  'image/heif-sequence': heic,
  'image/apng': 'This is an animated PNG, which networks don’t take. Send it as GIF.',
};
