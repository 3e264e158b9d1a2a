import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MediaKind } from '../domain/profile.ts';
import { readInPlace } from './read-in-place.ts';
import { receiveFile } from './receive-file.ts';
import { type MediaStorage, thumbnailKey } from './storage.ts';
import { understandFile } from './understand-file.ts';

/** A file that is kept, as its bytes show it to be. */
export type KeptFile = {
  /** SHA-256 of what is kept: its key in storage. */
  contentHash: string;
  kind: MediaKind;
  mimeType: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  bytes: number;
};

/**
 * Takes a file in: to the disk as it comes, understood from its bytes, then kept with its small picture.
 * @throws MediaProblem with why it is not taken; nothing is kept then, nor where the source breaks off.
 */
export async function takeIn(
  storage: MediaStorage,
  source: AsyncIterable<Uint8Array>,
  { maxBytes }: { maxBytes: number },
): Promise<KeptFile> {
  await mkdir(storage.incoming, { recursive: true });
  const file = path.join(storage.incoming, randomUUID());
  try {
    await receiveFile(source, file, maxBytes);
    const { cleaned, thumbnail, ...facts } = await understandFile(file);
    const { key, bytes } = await storage.put(cleaned ? whole(cleaned) : readInPlace(file));
    if (thumbnail) await storage.put(whole(thumbnail), thumbnailKey(key));
    return { contentHash: key, bytes, ...facts };
  } finally {
    await rm(file, { force: true });
  }
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
