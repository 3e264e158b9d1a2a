import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test as base, expect } from 'vitest';
import { createLocalStorage } from '../../src/media/local-storage.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'postern-storage-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

async function* inChunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function* thatBreaks(): AsyncGenerator<Buffer> {
  yield Buffer.from('half');
  throw new Error('The connection is gone.');
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test('keeps bytes under their hash, once', async ({ folder }) => {
  const storage = createLocalStorage(folder);
  const key = createHash('sha256').update('hello world').digest('hex');
  expect(await storage.put(inChunks('hello ', 'world'))).toEqual({ key, bytes: 11 });
  expect(await storage.put(inChunks('hello world'))).toEqual({ key, bytes: 11 });
  expect(await filesIn(folder)).toEqual([key]);
});

test('keeps them once when they come many times at the same moment', async ({ folder }) => {
  const storage = createLocalStorage(folder);
  const kept = await Promise.all(Array.from({ length: 20 }, () => storage.put(inChunks('same'))));
  expect(new Set(kept.map(({ key }) => key)).size).toBe(1);
  expect(await filesIn(folder)).toHaveLength(1);
});

test('gives them back, whole or in part', async ({ folder }) => {
  const storage = createLocalStorage(folder);
  const { key } = await storage.put(inChunks('hello world'));
  const file = await storage.find(key);
  expect(file?.bytes).toBe(11);
  const read = async (...range: Parameters<NonNullable<typeof file>['read']>) =>
    (await buffer(file?.read(...range) as never)).toString();
  expect(await read()).toBe('hello world');
  expect(await read({ first: 6, last: 8 })).toBe('wor');
});

test('keeps nothing of what breaks off', async ({ folder }) => {
  await expect(createLocalStorage(folder).put(thatBreaks())).rejects.toThrow('The connection is gone.');
  expect(await filesIn(folder)).toEqual([]);
});

test('has nothing under an unknown key, and refuses what is none', async ({ folder }) => {
  const storage = createLocalStorage(folder);
  expect(await storage.find('0'.repeat(64))).toBeNull();
  for (const key of ['', '../../etc/passwd', `${'0'.repeat(64)}/../x`])
    expect(() => storage.find(key)).toThrow('This is no key of stored media.');
});
