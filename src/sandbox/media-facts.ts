import { imageSize } from 'image-size';

/** What a network sees of a file, whatever it was said to be. */
export type MediaFacts = {
  kind: 'image' | 'gif' | 'video' | 'document';
  mimeType: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
};

const imageTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heif: 'image/heic',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
};

/** Reads what a file is by its first bytes; null where a network would not know it. */
export function mediaFacts(bytes: Buffer): MediaFacts | null {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-')
    return { kind: 'document', mimeType: 'application/pdf', width: null, height: null, durationMs: null };
  return imageFacts(bytes) ?? videoFacts(bytes);
}

function imageFacts(bytes: Buffer): MediaFacts | null {
  try {
    const { width, height, type = '' } = imageSize(bytes);
    const mimeType = imageTypes[type];
    if (mimeType === undefined) return null;
    return { kind: isAnimatedGif(bytes) ? 'gif' : 'image', mimeType, width, height, durationMs: null };
  } catch {
    return null;
  }
}

/** Every frame of an animated GIF has a graphic control extension before it. */
function isAnimatedGif(bytes: Buffer): boolean {
  if (bytes.subarray(0, 3).toString('latin1') !== 'GIF') return false;
  const control = Buffer.from([0x21, 0xf9, 0x04]);
  const first = bytes.indexOf(control);
  return first >= 0 && bytes.indexOf(control, first + 1) >= 0;
}

/** ISO/IEC 14496-12: the brand stands in the first box, the length of the film in `mvhd`, the sides of its picture in `tkhd`. */
function videoFacts(bytes: Buffer): MediaFacts | null {
  if (bytes.subarray(4, 8).toString('latin1') !== 'ftyp') return null;
  const brand = bytes.subarray(8, 12).toString('latin1');
  const mimeType = brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
  return { kind: 'video', mimeType, ...sides(bytes), durationMs: durationMs(bytes) };
}

function durationMs(bytes: Buffer): number | null {
  const at = bytes.indexOf('mvhd', 0, 'latin1');
  if (at < 0 || at + 36 > bytes.length) return null;
  const isLong = bytes[at + 4] === 1;
  const timescale = bytes.readUInt32BE(at + (isLong ? 24 : 16));
  const duration = isLong ? Number(bytes.readBigUInt64BE(at + 28)) : bytes.readUInt32BE(at + 20);
  return timescale === 0 ? null : Math.round((duration / timescale) * 1000);
}

/** Of the first track that has a picture, as fixed-point numbers of 16.16 bits. */
function sides(bytes: Buffer): { width: number | null; height: number | null } {
  for (let at = bytes.indexOf('tkhd', 0, 'latin1'); at >= 0; at = bytes.indexOf('tkhd', at + 4, 'latin1')) {
    const from = at + (bytes[at + 4] === 1 ? 92 : 80);
    if (from + 8 > bytes.length) break;
    const [width, height] = [bytes.readUInt32BE(from) / 65_536, bytes.readUInt32BE(from + 4) / 65_536];
    if (width > 0 && height > 0) return { width, height };
  }
  return { width: null, height: null };
}
