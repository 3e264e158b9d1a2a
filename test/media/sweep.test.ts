import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Role } from '../../src/config.ts';
import { newId } from '../../src/domain/ids.ts';
import { createLocalStorage } from '../../src/media/local-storage.ts';
import { type MediaStorage, thumbnailKey } from '../../src/media/storage.ts';
import { sweepIncoming } from '../../src/media/sweep-incoming.ts';
import { sweepStorage } from '../../src/media/sweep-storage.ts';
import { findKeptHashes } from '../../src/queries/find-kept-hashes.ts';
import { startTestApp } from '../support/app.ts';
import { storePost } from '../support/fixtures.ts';
import { picture } from '../support/images.ts';
import { type MediaApi, startMediaApi } from './media-api.ts';

const hour = 3_600_000;
const inAnHour = () => new Date(Date.now() + hour);
const anHourAgo = () => new Date(Date.now() - hour);

async function* only(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

describe('sweeping the storage', () => {
  let media: MediaApi;
  let storage: MediaStorage;
  beforeAll(async () => {
    media = await startMediaApi();
    storage = createLocalStorage(media.folder);
  });
  afterAll(() => media[Symbol.asyncDispose]());
  beforeEach(() => sweep());

  const findKept = (hashes: readonly string[]) => findKeptHashes(media.api.database, hashes);
  const sweep = (changes: Partial<Parameters<typeof sweepStorage>[0]> = {}) =>
    sweepStorage({ storage, findKept, putBefore: inAnHour(), signal: new AbortController().signal, ...changes });

  /** A medium of an image that no other test has. */
  async function upload(): Promise<{ id: string; hash: string }> {
    const { media: medium } = await media.upload(await picture(32, 32).png().toBuffer());
    const id = medium?.id ?? '';
    const { contentHash: hash } = await media.api.database.media.findUniqueOrThrow({ where: { id } });
    return { id, hash };
  }

  test('keeps every medium of a library, with what was made from it', async () => {
    const { hash } = await upload();
    await storage.put(only('made to fit'), `${hash}.fit-1000.jpg`);
    const before = await media.stored();
    expect(before).toEqual(expect.arrayContaining([hash, thumbnailKey(hash), `${hash}.fit-1000.jpg`]));
    expect(await sweep()).toBe(0);
    expect(await media.stored()).toEqual(before);
  });

  test('removes what became no medium, with what was made from it', async () => {
    const before = await media.stored();
    const { key } = await storage.put(only('the process died here'));
    await storage.put(only('small'), thumbnailKey(key));
    await storage.put(only('made to fit'), `${key}.fit-any.png`);
    expect(await sweep({ putBefore: anHourAgo() })).toBe(0);
    expect(await media.stored()).toHaveLength(before.length + 3);
    expect(await sweep()).toBe(3);
    expect((await media.stored()).sort()).toEqual(before.sort());
  });

  test('removes a deleted medium, unless a post shows it or another medium has the same bytes', async () => {
    const { database, workspace } = media.api;
    const [gone, shown, twin] = [await upload(), await upload(), await upload()];
    const { containerIds } = await storePost(database, workspace.workspaceId, { containers: ['Look'] });
    const use = { id: newId('ContainerMedia'), containerId: containerIds[0] as string, mediaId: shown.id, position: 0 };
    await database.containerMedia.create({ data: use });
    const { id: _id, ...row } = await database.media.findUniqueOrThrow({ where: { id: twin.id } });
    await database.media.create({ data: { ...row, id: newId('Media') } });
    const ids = [gone.id, shown.id, twin.id];
    await database.media.updateMany({ where: { id: { in: ids } }, data: { deletedAt: new Date() } });
    expect(await sweep()).toBe(2);
    expect(await storage.find(gone.hash)).toBeNull();
    expect(await storage.find(shown.hash)).not.toBeNull();
    expect(await storage.find(twin.hash)).not.toBeNull();
    await database.containerMedia.delete({ where: { id: use.id } });
    expect(await sweep()).toBe(2);
    expect(await storage.find(shown.hash)).toBeNull();
  });

  test('loses nothing that is put again in the moment in which it is swept', async () => {
    const { key } = await storage.put(only('put again'));
    const file = path.join(media.folder, key.slice(0, 2), key);
    await utimes(file, new Date(0), new Date(0));
    const putAgain = async (hashes: readonly string[]) => {
      const kept = await findKept(hashes);
      await storage.put(only('put again'));
      return kept;
    };
    await sweep({ putBefore: anHourAgo(), findKept: putAgain });
    expect((await storage.find(key))?.bytes).toBe('put again'.length);
  });

  test('is done by many processes at the same moment', async () => {
    const before = await media.stored();
    for (let at = 0; at < 20; at += 1) await storage.put(only(`lost ${at}`));
    await Promise.all([sweep(), sweep(), sweep()]);
    expect((await media.stored()).sort()).toEqual(before.sort());
  });

  test('stops when it is told to', async () => {
    await storage.put(only('lost, but later'));
    expect(await sweep({ signal: AbortSignal.abort() })).toBe(0);
    expect(await sweep()).toBe(1);
  });

  test('removes what uploads left behind, and nothing that is being written', async () => {
    await mkdir(storage.incoming, { recursive: true });
    for (const name of ['left', 'fresh']) await writeFile(path.join(storage.incoming, name), 'half');
    await utimes(path.join(storage.incoming, 'left'), new Date(0), new Date(0));
    await sweepIncoming(storage.incoming, anHourAgo());
    expect(await readdir(storage.incoming)).toEqual(['fresh']);
    await sweepIncoming(storage.incoming, inAnHour());
    await sweepIncoming(path.join(storage.incoming, 'nowhere'), inAnHour());
    expect(await readdir(storage.incoming)).toEqual([]);
  });
});

describe('a process', () => {
  const yesterday = new Date(Date.now() - 25 * hour);
  const today = new Date(Date.now() - 23 * hour);

  /** What was left of two uploads, as long ago as they say. */
  async function leave(dataDir: string): Promise<{ left(): Promise<string[]> }> {
    const storage = createLocalStorage(path.join(dataDir, 'media'));
    await mkdir(storage.incoming, { recursive: true });
    for (const [name, at] of [['old', yesterday] as const, ['young', today] as const]) {
      const { key } = await storage.put(only(name));
      const files = [path.join(dataDir, 'media', key.slice(0, 2), key), path.join(storage.incoming, name)];
      await writeFile(files[1] as string, 'half');
      for (const file of files) await utimes(file, at, at);
    }
    const nameOf = (name: string) =>
      ['old', 'young'].find((text) => createHash('sha256').update(text).digest('hex') === name) ?? `half ${name}`;
    const left = async () => {
      const entries = await readdir(path.join(dataDir, 'media'), { recursive: true, withFileTypes: true });
      return entries.flatMap((entry) => (entry.isFile() ? [nameOf(entry.name)] : [])).sort();
    };
    return { left };
  }

  test.each<[string, Role[], string[]]>([
    ['that works sweeps what is older than a day', ['worker', 'sandbox'], ['half young', 'young']],
    ['that only serves sweeps its own leftovers', ['api', 'sandbox'], ['half young', 'old', 'young']],
  ])('%s', async (_what, roles, expected) => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'postern-sweep-'));
    try {
      const { left } = await leave(dataDir);
      await using app = await startTestApp({ roles, dataDir });
      await vi.waitFor(async () => expect(await left()).toEqual(expected), { timeout: 10_000 });
      expect(app.url).toMatch(/^http/);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
