import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  type ByteRange,
  isKey,
  type ListedFile,
  type MediaStorage,
  placeOf,
  type StoredBytes,
  type StoredFile,
} from './storage.ts';
import { withDraft } from './with-draft.ts';

/** Keeps media in a folder. What is being written lies in `incoming` until it is whole and on the disk. */
export function createLocalStorage(folder: string): MediaStorage {
  const incoming = path.join(folder, 'incoming');
  const pathOf = (key: string) => path.join(folder, placeOf(key));
  return {
    incoming,
    async put(source, name) {
      return withDraft(incoming, source, async ({ file, hash, bytes }): Promise<StoredBytes> => {
        const key = name ?? hash;
        await move(file, pathOf(key));
        await syncFolder(folder);
        return { key, bytes };
      });
    },
    find: (key) => find(pathOf(key)),
    list: () => list(folder),
    remove: (key, unlessPutSince) => remove(pathOf(key), path.join(incoming, randomUUID()), unlessPutSince),
  };
}

async function move(file: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await rename(file, target);
  await syncFolder(path.dirname(target));
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

async function* list(folder: string): AsyncGenerator<ListedFile> {
  for (const place of (await readdir(folder).catch(unlessMissing)) ?? []) {
    if (!/^[0-9a-f]{2}$/.test(place)) continue;
    for (const key of (await readdir(path.join(folder, place))).filter(isKey)) {
      const found = await stat(path.join(folder, place, key)).catch(unlessMissing);
      if (found) yield { key, putAt: found.mtime };
    }
  }
}

/** Taken away first and looked at then: nobody can put it anew between the look and the removal. */
async function remove(file: string, away: string, unlessPutSince: Date): Promise<void> {
  await mkdir(path.dirname(away), { recursive: true });
  const taken = await rename(file, away).then(() => stat(away), unlessMissing);
  if (taken === null) return;
  if (taken.mtime >= unlessPutSince) return move(away, file);
  await rm(away, { force: true });
}

function unlessMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
