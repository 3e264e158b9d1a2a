import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ByteRange, MediaStorage, StoredBytes, StoredFile } from './storage.ts';

const keyPattern = /^[0-9a-f]{64}(\.[\w.-]+)?$/;

/** Keeps media in a folder. What is being written lies in `incoming` until it is whole and on the disk. */
export function createLocalStorage(folder: string): MediaStorage {
  return {
    incoming: path.join(folder, 'incoming'),
    put: (source, key) => put(folder, source, key),
    find: (key) => find(pathOf(folder, key)),
  };
}

async function put(folder: string, source: AsyncIterable<Uint8Array>, name?: string): Promise<StoredBytes> {
  const incoming = path.join(folder, 'incoming');
  await mkdir(incoming, { recursive: true });
  const draft = path.join(incoming, randomUUID());
  try {
    const { hash, bytes } = await write(draft, source);
    const key = name ?? hash;
    const target = pathOf(folder, key);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(draft, target);
    for (const parent of [path.dirname(target), folder]) await syncFolder(parent);
    return { key, bytes };
  } finally {
    await rm(draft, { force: true });
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

/** A rename is on the disk once its folder is. Windows has no such thing to ask for. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, constants.O_RDONLY);
  await handle.sync();
}

async function find(file: string): Promise<StoredFile | null> {
  const found = await stat(file).catch(unlessMissing);
  if (found === null) return null;
  const read = (range?: ByteRange) => createReadStream(file, range ? { start: range.first, end: range.last } : {});
  return { bytes: found.size, read };
}

function pathOf(folder: string, key: string): string {
  if (!keyPattern.test(key)) throw new Error('This is no key of stored media.');
  return path.join(folder, key.slice(0, 2), key);
}

function unlessMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
