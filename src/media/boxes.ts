import type { FileHandle } from 'node:fs/promises';

/** A part of an MP4 or MOV (ISO 14496-12, 4.2): its four letters, where it starts, where its content does, where it says that it ends. */
export type Box = { type: string; start: number; content: number; end: number };

/** Which bytes of a file are read as boxes, and how many boxes at most. */
export type Stretch = { start: number; end: number; maxBoxes: number };

/** A file of hours in fragments has some ten thousand. */
const maxBoxes = 100_000;
const headerBytes = 16;
const typePattern = /^[\w ©-]{4}$/;

/** The boxes of a whole file. */
export function wholeFile(size: number): Stretch {
  return { start: 0, end: size, maxBoxes };
}

/**
 * The boxes of a stretch, one after the other, up to what is no box. One may say that it goes on beyond the stretch.
 * @throws RangeError where there are too many.
 */
export async function* boxesIn(file: FileHandle, { start, end, maxBoxes: most }: Stretch): AsyncGenerator<Box> {
  const header = Buffer.alloc(headerBytes);
  let boxes = 0;
  for (let at = start; at + 8 <= end; ) {
    const { bytesRead } = await file.read(header, 0, headerBytes, at);
    const box = readBox(header.subarray(0, bytesRead), at, end);
    if (box === null) return;
    if (++boxes > most) throw new RangeError('These are more boxes than a video has.');
    yield box;
    at = box.end;
  }
}

function readBox(header: Buffer, start: number, end: number): Box | null {
  const type = header.toString('latin1', 4, 8);
  if (!typePattern.test(type)) return null;
  const short = header.readUInt32BE(0);
  if (short === 0) return { type, start, content: start + 8, end };
  if (short !== 1) return short < 8 ? null : { type, start, content: start + 8, end: start + short };
  if (header.length < headerBytes) return null;
  const long = Number(header.readBigUInt64BE(8));
  return long < headerBytes ? null : { type, start, content: start + headerBytes, end: start + long };
}
