import type { FileHandle } from 'node:fs/promises';
import { boxesIn, wholeFile } from './boxes.ts';

/** An index is held in memory as a whole. That of twelve hours has some 40 MiB. */
const maxIndexBytes = 64 * 1024 * 1024;

/** Whether an MP4 or MOV has an index, and goes on to where its boxes say that it ends. */
export async function isWholeMovie(file: FileHandle, size: number): Promise<boolean> {
  let indexes = 0;
  for await (const { type, content, end } of boxesIn(file, wholeFile(size))) {
    if (end > size) return false;
    if (type !== 'moov') continue;
    if (end - content > maxIndexBytes) return false;
    indexes += 1;
  }
  return indexes === 1;
}
