import type { FileHandle } from 'node:fs/promises';
import { type Box, boxesIn, type Stretch, wholeFile } from '../boxes.ts';

/** What is said about a video, its place among it, stands in these: `udta` in ©xyz and loci, `meta` by Apple's keys, `uuid` as XMP. */
const telling: ReadonlySet<string> = new Set(['udta', 'meta', 'uuid']);
/** They stand in the file, in its index, and in each track of that. */
const holders = ['moov', 'trak'];
const maxBoxesInHolder = 500;
const chunkBytes = 64 * 1024;

/** Makes what is said about an MP4 or MOV empty space, in place: its index names the rest by its position in the file. */
export async function blankMovie(file: FileHandle, size: number): Promise<void> {
  await blankIn(file, wholeFile(size), 0);
}

async function blankIn(file: FileHandle, stretch: Stretch, depth: number): Promise<void> {
  for await (const box of boxesIn(file, stretch)) {
    const inside = { start: box.content, end: Math.min(box.end, stretch.end), maxBoxes: maxBoxesInHolder };
    if (telling.has(box.type)) await blank(file, box, inside.end);
    else if (box.type === holders[depth]) await blankIn(file, inside, depth + 1);
  }
}

async function blank(file: FileHandle, { start, content }: Box, end: number): Promise<void> {
  await file.write('free', start + 4, 'latin1');
  const zeros = Buffer.alloc(chunkBytes);
  for (let at = content; at < end; at += chunkBytes) await file.write(zeros, 0, Math.min(chunkBytes, end - at), at);
}
