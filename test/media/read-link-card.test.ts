import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalStorage } from '../../src/media/local-storage.ts';
import { createReadLinkCard } from '../../src/media/read-link-card.ts';
import { createAddressGuard } from '../../src/network/address-guard.ts';
import { createFetchFile } from '../../src/network/fetch-file.ts';
import { createGuardedAgent } from '../../src/network/guarded-agent.ts';
import { type FileServer, startFileServer } from '../support/file-server.ts';

const opened = new AsyncDisposableStack();
let server: FileServer;
let storage: ReturnType<typeof createLocalStorage>;
let read: (
  link: Partial<Parameters<ReturnType<typeof createReadLinkCard>>[0]>,
) => ReturnType<ReturnType<typeof createReadLinkCard>>;
beforeAll(async () => {
  server = opened.use(await startFileServer());
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-cards-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  storage = createLocalStorage(folder);
  const guard = createAddressGuard({ allowLoopback: false, trustedOrigins: [server.origin] });
  const agent = opened.adopt(createGuardedAgent(guard), (open) => open.destroy());
  const readLinkCard = createReadLinkCard(createFetchFile({ guard, agent }), storage);
  const unknown = { url: 'https://nowhere.invalid/', title: null, description: null, thumbnailUrl: null };
  read = (link) => readLinkCard({ ...unknown, ...link }, AbortSignal.timeout(5_000));
});
afterAll(() => opened.disposeAsync());

const page = (image: string) =>
  server.put(
    '/page',
    `<title>The page</title><meta property="og:description" content="Its words"><meta property="og:image" content="${image}">`,
    { 'content-type': 'text/html' },
  );

test('what was not given the page says, and its picture is kept as a JPEG', async () => {
  const png = await sharp({ create: { width: 40, height: 20, channels: 4, background: '#0a08' } })
    .png()
    .toBuffer();
  const image = server.put('/picture.png', png, { 'content-type': 'image/png' });
  const card = await read({ url: page(image), title: 'My own title' });
  expect(card).toMatchObject({ title: 'My own title', description: 'Its words' });
  expect(card.thumbnail).toMatchObject({ mimeType: 'image/jpeg', width: 40, height: 20 });
  const kept = await storage.find(card.thumbnail?.key ?? '');
  expect((await buffer(kept?.read() ?? Readable.from([]))).length).toBe(card.thumbnail?.bytes);
});

test('where all was given, the page is not read', async () => {
  const thumbnailUrl = server.put('/no-picture', 'words', { 'content-type': 'text/plain' });
  const card = await read({ title: 'A', description: 'B', thumbnailUrl });
  expect(card).toEqual({ title: 'A', description: 'B', thumbnail: null });
});

test('a page that cannot be had leaves the name of its host', async () => {
  expect(await read({ url: 'https://10.0.0.1/inside' })).toEqual({
    title: '10.0.0.1',
    description: '',
    thumbnail: null,
  });
});
