import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { type FileServer, startFileServer } from '../support/file-server.ts';
import { picture } from '../support/images.ts';
import { deliveryTo, made, mutate, readPost } from '../support/posts.ts';
import { tinyMp4 } from '../support/videos.ts';

const both = ['bluesky', 'mastodon'];

let app: TestApp;
let dataDir: string;
let pages: FileServer;
beforeAll(async () => {
  pages = await startFileServer();
  dataDir = await mkdtemp(path.join(tmpdir(), 'postern-published-'));
  app = await startTestApp({ dataDir, environment: { FETCH_TRUSTED_ORIGINS: pages.origin } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await pages[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
});

/** Uploads a file, and gives its medium's id. */
async function upload(bytes: Buffer, altText: string, mimeType: string): Promise<string> {
  const headers = { authorization: `Bearer ${testApiKey}`, 'content-type': mimeType };
  const address = `${app.url}/media?${new URLSearchParams({ filename: 'file', altText })}`;
  const answer = await fetch(address, { method: 'POST', headers, body: new Uint8Array(bytes) });
  const { media } = (await answer.json()) as { media: { id: string } };
  return media.id;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What a network was given of a post that went to both. */
async function publishedOn(network: string) {
  const posts = (await app.sandbox.published()).filter(({ channel }) => channel === network);
  return posts.map(({ text, media, card }) => ({ text, media, card }));
}

async function fileAt(key: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(`${app.sandbox.url}/_files/${key}`)).arrayBuffer());
}

/** Everything that storage holds of a file. */
async function forget(key: string): Promise<void> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile() && entry.name.startsWith(key));
  expect(found.length).toBeGreaterThan(0);
  for (const { parentPath, name } of found) await rm(path.join(parentPath, name));
}

test('what is too large or too long for one network is made to fit there, and stays as it is for the other', async () => {
  const original = await picture(1_000, 900).png().toBuffer();
  expect(original.length).toBeGreaterThan(2_000_000);
  const altText = `🌫${'n'.repeat(1_500)}`;
  const id = await upload(original, altText, 'image/png');
  const input = { accounts: both, content: 'Look', media: [{ id }], publish: true, waitSeconds: 20 };
  const { post, warnings } = await mutate(app, 'createPost', input);
  expect(warnings).toMatchObject([
    { code: 'ALT_TEXT_CUT', path: ['input', 'media', '0', 'altText'] },
    { code: 'MEDIA_CONVERTED', path: ['input', 'media', '0'] },
  ]);
  expect(post?.status).toBe('POSTED');

  const [kept] = await publishedOn('mastodon');
  const cut = `🌫${'n'.repeat(1_499)}`;
  expect(kept?.media).toEqual([{ sha256: sha256(original), kind: 'image', mimeType: 'image/png', altText: cut }]);
  const [fitted] = await publishedOn('bluesky');
  expect(fitted?.media).toMatchObject([{ kind: 'image', mimeType: 'image/webp', altText }]);
  const bytes = await fileAt(fitted?.media[0]?.sha256 ?? '');
  expect(bytes.length).toBeLessThanOrEqual(2_000_000);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 1_000, height: 900 });
});

test('a thread shows the media of each container, with what each says of them', async () => {
  const image = await picture(20, 10).jpeg().toBuffer();
  const film = await tinyMp4({ durationMs: 1_000 });
  const [imageId, filmId] = [await upload(image, 'A picture', 'image/jpeg'), await upload(film, 'A film', 'video/mp4')];
  const containers = [
    { content: 'one', media: [{ id: imageId }, { id: imageId, altText: 'The same again' }] },
    { content: 'two', media: [{ id: filmId }] },
    { media: [{ id: imageId }], overrides: [{ channel: 'MASTODON', content: 'three', media: [] }] },
  ];
  const { id } = await made(app, 'createPost', { accounts: both, containers, publish: true });
  await app.settle();
  const post = await readPost(app, id);
  expect(post.deliveries.map(({ status, error }) => [status, error])).toEqual([
    ['POSTED', null],
    ['POSTED', null],
  ]);

  const shownImage = { sha256: sha256(image), kind: 'image', mimeType: 'image/jpeg' };
  const first = [
    { ...shownImage, altText: 'A picture' },
    { ...shownImage, altText: 'The same again' },
  ];
  const second = [{ sha256: sha256(film), kind: 'video', mimeType: 'video/mp4', altText: 'A film' }];
  const start = [
    { text: 'one', media: first, card: null },
    { text: 'two', media: second, card: null },
  ];
  expect(await publishedOn('bluesky')).toEqual([
    ...start,
    { text: '', media: [{ ...shownImage, altText: 'A picture' }], card: null },
  ]);
  expect(await publishedOn('mastodon')).toEqual([...start, { text: 'three', media: [], card: null }]);
  const page = await (await fetch(deliveryTo(post, 'mastodon').url ?? '')).text();
  expect(page).toContain('alt="The same again"');
});

describe('a link', () => {
  test('becomes a card where the client makes it, with what its page says', async () => {
    const image = await picture(60, 30).jpeg().toBuffer();
    const imageUrl = pages.put('/og.jpg', image, { 'content-type': 'image/jpeg' });
    const head = `<meta property="og:title" content="Gulls"><meta property="og:description" content="All of them"><meta property="og:image" content="${imageUrl}">`;
    const url = pages.put('/gulls', `<html><head>${head}</head></html>`, { 'content-type': 'text/html' });
    const input = { accounts: both, content: 'Read', link: { url }, publish: true, waitSeconds: 20 };
    const { post, warnings } = await mutate(app, 'createPost', input);
    expect(post?.status).toBe('POSTED');
    expect(warnings).toMatchObject([{ code: 'LINK_IGNORED' }]);
    const card = { url, title: 'Gulls', description: 'All of them' };
    expect(await publishedOn('bluesky')).toEqual([{ text: 'Read', media: [], card }]);
    expect(await publishedOn('mastodon')).toEqual([{ text: 'Read', media: [], card: null }]);
    expect(pages.asked).toContain('/og.jpg');
  });

  test('gives way to media', async () => {
    const id = await upload(await picture(20, 10).jpeg().toBuffer(), 'A picture', 'image/jpeg');
    const link = { url: 'https://example.com/' };
    const accounts = ['bluesky'];
    await made(app, 'createPost', { accounts, content: 'x', media: [{ id }], link, publish: true, waitSeconds: 20 });
    expect(await publishedOn('bluesky')).toMatchObject([{ media: [{ altText: 'A picture' }], card: null }]);
  });
});

test('a file that is gone from storage fails the delivery with a sentence, and is not published', async () => {
  const image = await picture(30, 10).jpeg().toBuffer();
  const id = await upload(image, 'A picture', 'image/jpeg');
  const post = await made(app, 'createPost', { accounts: both, content: 'Gone', media: [{ id }] });
  await forget(sha256(image));
  await made(app, 'publishPost', { id: post.id, waitSeconds: 20 });
  const { status, deliveries } = await readPost(app, post.id);
  expect(status).toBe('FAILED');
  for (const { error } of deliveries)
    expect(error).toMatchObject({
      code: 'MEDIA_REJECTED',
      message: expect.stringMatching(/^Storage no longer has the file/),
      hint: expect.stringContaining('Upload the file again'),
    });
  expect(await app.sandbox.published()).toEqual([]);
});
