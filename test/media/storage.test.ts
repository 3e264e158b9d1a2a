import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalStorage } from '../../src/media/local-storage.ts';
import { openS3Storage } from '../../src/media/s3-storage.ts';
import { type MediaStorage, thumbnailKey } from '../../src/media/storage.ts';
import { startS3Server } from '../support/s3-server.ts';

/** A storage, and the file in which it keeps what is under a key. */
type Kept = { storage: MediaStorage; fileOf(key: string): string };

const opened = new AsyncDisposableStack();
afterAll(() => opened.disposeAsync());

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-storage-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const openings: Record<string, () => Promise<Kept>> = {
  async folder() {
    const folder = await newFolder();
    return { storage: createLocalStorage(folder), fileOf: (key) => path.join(folder, key.slice(0, 2), key) };
  },
  async bucket() {
    const { fileOf, ...server } = opened.use(await startS3Server());
    const place = { region: 'us-east-1', prefix: 'of/postern/', incoming: await newFolder() };
    return {
      storage: await openS3Storage({ ...server, ...place }),
      fileOf: (key) => fileOf(`of/postern/${key.slice(0, 2)}/${key}`),
    };
  },
};

async function* inChunks(...chunks: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function* thatBreaks(): AsyncGenerator<Buffer> {
  yield Buffer.from('half');
  throw new Error('The connection is gone.');
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const longAgo = new Date('2020-01-01T00:00:00Z');
const farAhead = new Date('2100-01-01T00:00:00Z');

describe.each(Object.entries(openings))('a %s', (_name, open) => {
  let storage: MediaStorage;
  let fileOf: Kept['fileOf'];
  beforeAll(async () => ({ storage, fileOf } = await open()));

  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of storage.list()) found.push(key);
    return found.sort();
  };
  const textOf = async (key: string, range?: { first: number; last: number }) => {
    const file = await storage.find(key);
    return file && (await buffer(file.read(range))).toString();
  };
  const removeAll = async () => {
    for (const key of await keys()) await storage.remove(key, farAhead);
  };

  test('that nothing was put into has nothing', async () => {
    expect(await keys()).toEqual([]);
    expect(await storage.find(hashOf('nothing'))).toBeNull();
    await storage.remove(hashOf('nothing'), farAhead);
  });

  test('keeps bytes under their hash, once', async () => {
    const key = hashOf('hello world');
    expect(await storage.put(inChunks('hello ', 'world'))).toEqual({ key, bytes: 11 });
    expect(await storage.put(inChunks('hello world'))).toEqual({ key, bytes: 11 });
    expect(await keys()).toEqual([key]);
  });

  test('keeps them once when they come many times at the same moment', async () => {
    await removeAll();
    const kept = await Promise.all(Array.from({ length: 20 }, () => storage.put(inChunks('same'))));
    expect(new Set(kept.map(({ key }) => key))).toEqual(new Set([hashOf('same')]));
    expect(await keys()).toEqual([hashOf('same')]);
  });

  test('gives them back, whole or in part', async () => {
    const { key } = await storage.put(inChunks('hello world'));
    expect((await storage.find(key))?.bytes).toBe(11);
    expect(await textOf(key)).toBe('hello world');
    expect(await textOf(key, { first: 6, last: 8 })).toBe('wor');
  });

  test('keeps what is made from a file beside it', async () => {
    const { key } = await storage.put(inChunks('a picture'));
    await storage.put(inChunks('a small one'), thumbnailKey(key));
    await storage.put(inChunks('a smaller one'), `${key}.fit-1000.jpg`);
    expect(await keys()).toEqual(expect.arrayContaining([key, `${key}.fit-1000.jpg`, thumbnailKey(key)]));
    expect(await textOf(thumbnailKey(key))).toBe('a small one');
  });

  test('takes a file that is larger than what it sends at once', async () => {
    const bytes = Buffer.alloc(11 * 1024 * 1024, 'postern');
    const { key } = await storage.put(inChunks(bytes.subarray(0, 6_000_000), bytes.subarray(6_000_000)));
    const file = await storage.find(key);
    expect(file?.bytes).toBe(bytes.length);
    const last = { first: bytes.length - 3, last: bytes.length - 1 };
    expect(await textOf(key, last)).toBe(bytes.subarray(last.first).toString());
    expect(bytes.equals(await buffer(file?.read() as never))).toBe(true);
  });

  test('keeps nothing of what breaks off', async () => {
    await removeAll();
    await expect(storage.put(thatBreaks())).rejects.toThrow('The connection is gone.');
    expect(await keys()).toEqual([]);
    expect(await readdir(storage.incoming)).toEqual([]);
  });

  test('removes what is older than asked, and keeps what was put since', async () => {
    const { key } = await storage.put(inChunks('to be removed'));
    await storage.remove(key, longAgo);
    expect(await textOf(key)).toBe('to be removed');
    await storage.remove(key, farAhead);
    expect(await storage.find(key)).toBeNull();
    expect(await readdir(storage.incoming)).toEqual([]);
  });

  test('has what is put again for as young as what is new', async () => {
    const { key } = await storage.put(inChunks('old'));
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await utimes(fileOf(key), longAgo, longAgo);
    await storage.put(inChunks('old'));
    await storage.remove(key, anHourAgo);
    expect(await textOf(key)).toBe('old');
    await utimes(fileOf(key), longAgo, longAgo);
    await storage.remove(key, anHourAgo);
    expect(await storage.find(key)).toBeNull();
  });

  test('refuses what is no key', async () => {
    for (const key of ['', '../../etc/passwd', `${'0'.repeat(64)}/../x`, `${'0'.repeat(64)}.`])
      await expect(async () => storage.find(key)).rejects.toThrow('This is no key of stored media.');
  });
});
