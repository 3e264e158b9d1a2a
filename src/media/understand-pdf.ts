import { open } from 'node:fs/promises';
import { MediaProblem } from './media-problem.ts';

const tailBytes = 2048;
const partBytes = 64 * 1024;

/** ISO 32000-2, 7.5.5: the last lines say where the table of its objects starts. */
const endPattern = /startxref\s+(\d{1,15})\s+%%EOF/g;
const tablePattern = /^\s*(xref|\d+\s+\d+\s+obj)\b/;
const encryptedPattern = /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/;

/**
 * Checks that a PDF is there to its end, and opens without a password.
 * @throws MediaProblem MEDIA_UNREADABLE.
 */
export async function understandPdf(path: string): Promise<void> {
  await using file = await open(path);
  const { size } = await file.stat();
  const read = async (start: number, length: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
    return buffer.toString('latin1', 0, bytesRead);
  };
  const tail = await read(Math.max(0, size - tailBytes), tailBytes);
  const tableAt = Number([...tail.matchAll(endPattern)].at(-1)?.[1] ?? size);
  const table = tableAt < size ? await read(tableAt, partBytes) : '';
  if (!tablePattern.test(table)) throw unreadable('is damaged or ends too early. Export it again and send it whole.');
  const trailer = await read(Math.max(0, size - partBytes), partBytes);
  if (encryptedPattern.test(table) || encryptedPattern.test(trailer))
    throw unreadable('is encrypted, and networks cannot open it. Save it without a password and send it again.');
}

function unreadable(predicate: string): MediaProblem {
  return new MediaProblem('MEDIA_UNREADABLE', `The PDF ${predicate}`);
}
