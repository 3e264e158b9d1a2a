import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { MediaProblem } from './media-problem.ts';

/**
 * Writes what comes to a new file, as it comes.
 * @throws MediaProblem TOO_LARGE as soon as more than `maxBytes` have come.
 */
export async function receiveFile(source: AsyncIterable<Uint8Array>, file: string, maxBytes: number): Promise<void> {
  await pipeline(capped(source, maxBytes), createWriteStream(file, { flags: 'wx', mode: 0o640 }));
}

async function* capped(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes, bytes);
    yield chunk;
  }
}

/** `actual` is what is known of the size: all that had come when the file was cut off. */
function tooLarge(limit: number, actual: number): MediaProblem {
  const message = `The file has more than ${limit} bytes, which is the most that is taken here. Send a smaller one.`;
  return new MediaProblem('TOO_LARGE', message, { limit, actual, unit: 'bytes' });
}
