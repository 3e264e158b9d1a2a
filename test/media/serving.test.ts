import { rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fit } from '../../src/domain/fit-medium.ts';
import { fitImage } from '../../src/media/fit-image.ts';
import { createLocalStorage } from '../../src/media/local-storage.ts';
import { createMediaLinks } from '../../src/media/media-links.ts';
import { startTestApp, testApiKey } from '../support/app.ts';
import { makers } from '../support/images.ts';
import { box, tinyMp4 } from '../support/videos.ts';
import { type MediaApi, type Medium, type Payload, startMediaApi, uploadForm } from './media-api.ts';

let media: MediaApi;
let bytes: Buffer;
let medium: Medium;
beforeAll(async () => {
  media = await startMediaApi();
  bytes = await makers.webp.make();
  medium = (await media.upload(bytes, { filename: 'böse "写真".webp' })).media as Medium;
});
afterAll(() => media[Symbol.asyncDispose]());

const get = (headers: Record<string, string> = {}, method = 'GET') => media.open(medium.url, { method, headers });

describe('a link', () => {
  test('opens without a key, as what the file is, and runs nothing', async () => {
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-length': String(bytes.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(medium.filename)}`,
    });
  });

  test('opens by the address that the API gives', async () => {
    await using app = await startTestApp({ roles: ['api', 'sandbox'] });
    const headers = { authorization: `Bearer ${testApiKey}`, 'x-graphql-yoga-csrf': '1' };
    const form = uploadForm(bytes);
    const answer = await fetch(`${app.url}/graphql`, { method: 'POST', headers, body: form });
    const { data } = (await answer.json()) as { data: { uploadMedia: { media: Medium } } };
    const { url, thumbnailUrl } = data.uploadMedia.media;
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(bytes);
    expect((await fetch(thumbnailUrl as string)).status).toBe(200);
  });

  test('that was altered anywhere is not there', async () => {
    const [, , id = '', signature = '', filename = ''] = new URL(medium.url).pathname.split('/');
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const other = (await media.upload(bytes)).media as Medium;
    const paths = [
      `/media/${id}/${filename}`,
      `/media/${id}//${filename}`,
      `/media/${id}/${flipped}/${filename}`,
      `/media/${id}/${signature.slice(0, -1)}/${filename}`,
      `/media/${id}/${signature}x/${filename}`,
      `/media/${id}/${signature}/other.webp`,
      `/media/${id}/${signature}/%E0%A4%A`,
      `/media/${id}/${signature}/${filename}/more`,
      `/media/${id}/${signature}/`,
      `/media/thumbnail/${id}/${signature}/${filename}`,
      `/media/${other.id}/${signature}/${filename}`,
      `/media/${id.toUpperCase()}/${signature}/${filename}`,
      '/media/',
      '/media/../../encryption.key',
    ];
    for (const altered of paths) expect([altered, await statusOf(altered)]).toEqual([altered, 404]);
    expect(await statusOf(`/media/${id}/${signature}/${filename}`)).toBe(200);
    expect(await statusOf(`/media/${id}/${signature}/${filename}?size=large`)).toBe(200);
  });

  test('is for reading alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get({}, method)).status).toBe(405);
    const head = await get({}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    const headOfPart = await get({ range: 'bytes=0-1' }, 'HEAD');
    expect([headOfPart.status, headOfPart.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
  });

  test('names the file as RFC 8187 writes names', async () => {
    const { media: named } = await media.upload(bytes, { filename: "it's (1)*.webp" });
    const answer = await media.open(named?.url ?? '', { method: 'HEAD' });
    expect(answer.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''it%27s%20%281%29%2a.webp");
  });

  test('whose reader hangs up is no failure', async () => {
    const large = Buffer.concat([await tinyMp4(), box('free', Buffer.alloc(32 * 1024 * 1024))]);
    const { media: video } = (await (await media.post(large)).json()) as Payload;
    const { pathname } = new URL(video?.url ?? '');
    const request = httpRequest({ port: media.api.http.port, host: '127.0.0.1', path: pathname }).end();
    request.once('response', (response) => response.destroy());
    const logged = () => media.api.logged.map((line) => JSON.parse(line) as { level: number; msg: string });
    await expect.poll(() => logged().map(({ msg }) => msg)).toContain('A reader of a file hung up.');
    expect(logged().filter(({ level }) => level > 30)).toEqual([]);
  });
});

/** As it stands: fetch would tidy the path up. */
function statusOf(rawPath: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port } = media.api.http;
    const request = httpRequest({ port, host: '127.0.0.1', path: rawPath }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });
}

describe('a part', () => {
  const parts: [string, (size: number) => [number, number]][] = [
    ['bytes=0-0', () => [0, 0]],
    ['bytes=10-19', () => [10, 19]],
    ['Bytes=0-9', () => [0, 9]],
    ['bytes=100-', (size) => [100, size - 1]],
    ['bytes=-5', (size) => [size - 5, size - 1]],
    ['bytes=-99999999', (size) => [0, size - 1]],
    ['bytes=5-99999999', (size) => [5, size - 1]],
  ];

  test.each(parts)('%s is answered alone', async (range, expected) => {
    const [first, last] = expected(bytes.length);
    const answer = await get({ range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${first}-${last}/${bytes.length}`);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes.subarray(first, last + 1));
  });

  test.each(['bytes=99999999-', 'bytes=99999999-99999999', 'bytes=-0'])('%s lies outside', async (range) => {
    const answer = await get({ range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
  });

  test.each(['bytes=0-1,4-5', 'bytes=5-1', 'bytes=-', 'bytes=a-b', 'lines=1-2'])(
    '%s is answered whole',
    async (range) => {
      const answer = await get({ range });
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
    },
  );
});

test('what a reader has already is not sent again', async () => {
  const etag = (await get()).headers.get('etag') as string;
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
    expect((await get({ 'if-none-match': known })).status).toBe(304);
  expect((await get({ 'if-none-match': '"other"' })).status).toBe(200);
  expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
  expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
});

describe('a link of an image that was made to fit', () => {
  const links = createMediaLinks({ publicUrl: 'http://postern.test', key: Buffer.alloc(32, 7) });
  const fit = { mimeType: 'image/jpeg', maxBytes: 5_000 } as const;
  const openFit = (changes: Partial<Fit> = {}) => media.open(links.url(medium, { ...fit, ...changes }));

  test('opens as what it was made, under a name that fits, once it is made', async () => {
    expect((await openFit()).status).toBe(404);
    const { contentHash } = await media.api.database.media.findUniqueOrThrow({ where: { id: medium.id } });
    const fitted = await fitImage(createLocalStorage(media.folder), contentHash, fit);
    const answer = await openFit();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(fitted.bytes),
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(medium.filename.replace('.webp', '.jpg'))}`,
    });
    expect((await sharp(await answer.arrayBuffer()).metadata()).format).toBe('jpeg');
    for (const other of [{ maxBytes: null }, { maxBytes: 6_000 }, { mimeType: 'image/png' as const }])
      expect((await openFit(other)).status).toBe(404);
  });

  test('that was altered anywhere is not there', async () => {
    const { pathname } = new URL(links.url(medium, fit));
    const folders = ['fit-any.jpg', 'fit-05000.jpg', 'fit-5000.png', 'fit-5000.gif', 'fit-.jpg', 'thumbnail', 'file'];
    const altered = folders.map((folder) => pathname.replace('fit-5000.jpg', folder));
    for (const place of [...altered, pathname.replace('/fit-5000.jpg', ''), pathname.replace('.jpg/', '.jpg/../')])
      expect([place, await statusOf(place)]).toEqual([place, 404]);
    expect(await statusOf(pathname)).toBe(200);
  });
});

test('a link of a medium whose file is lost is not there', async () => {
  const { media: lost } = await media.upload(await makers.gif.make());
  const { contentHash } = await media.api.database.media.findUniqueOrThrow({ where: { id: lost?.id ?? '' } });
  await rm(path.join(media.folder, contentHash.slice(0, 2), contentHash));
  const answer = await media.open(lost?.url ?? '');
  expect([answer.status, answer.headers.get('etag'), answer.headers.get('cache-control')]).toEqual([404, null, null]);
});
