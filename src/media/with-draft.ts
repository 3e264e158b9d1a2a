import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';

/** A file of this machine that is whole and on the disk. */
type Draft = { file: string; hash: string; bytes: number };

/** Writes what comes into a file of its own, and hands it over once it is whole. Nothing of it is left behind. */
export async function withDraft<Result>(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  use: (draft: Draft) => Promise<Result>,
): Promise<Result> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, randomUUID());
  try {
    return await use({ file, ...(await write(file, source)) });
  } finally {
    await rm(file, { force: true });
  }
}

async function write(file: string, source: AsyncIterable<Uint8Array>): Promise<{ hash: string; bytes: number }> {
  await using handle = await open(file, 'wx', 0o640);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    await writeWhole(handle, chunk);
    bytes += chunk.length;
  }
  await handle.sync();
  return { hash: hash.digest('hex'), bytes };
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.length; ) offset += (await handle.write(chunk, offset)).bytesWritten;
}
