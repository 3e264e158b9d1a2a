import { open } from 'node:fs/promises';
import { MediaProblem } from './media-problem.ts';

/**
 * Writes what comes to a new file, as it comes. A chunk is on its way to the disk before the next is asked for.
 * @throws MediaProblem TOO_LARGE as soon as more than `maxBytes` have come.
 */
export async function receiveFile(source: AsyncIterable<Uint8Array>, path: string, maxBytes: number): Promise<void> {
  await using file = await open(path, 'wx', 0o640);
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes, bytes);
    for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
  }
}

/** `actual` is what is known of the size: all that had come when the file was cut off. */
function tooLarge(limit: number, actual: number): MediaProblem {
  const message = `The file has more than ${limit} bytes, which is the most that is taken here. Send a smaller one.`;
  return new MediaProblem('TOO_LARGE', message, { limit, actual, unit: 'bytes' });
}
