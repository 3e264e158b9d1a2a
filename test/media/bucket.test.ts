import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { makers } from '../support/images.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';
import { type Medium, uploadForm } from './media-api.ts';

const opened = new AsyncDisposableStack();
let server: S3Server;
let dataDir: string;
let app: TestApp;
let bytes: Buffer;
let medium: Medium;
let hash: string;

beforeAll(async () => {
  server = opened.use(await startS3Server());
  dataDir = await mkdtemp(path.join(tmpdir(), 'postern-bucket-'));
  opened.defer(() => rm(dataDir, { recursive: true, force: true }));
  app = opened.use(await startTestApp({ dataDir, environment: environment(), roles: ['api', 'sandbox'] }));
  bytes = await makers.jpeg.make();
  const headers = { authorization: `Bearer ${testApiKey}`, 'x-graphql-yoga-csrf': '1' };
  const answer = await fetch(`${app.url}/graphql`, { method: 'POST', headers, body: uploadForm(bytes) });
  const { data } = (await answer.json()) as { data: { uploadMedia: { media: Medium } } };
  medium = data.uploadMedia.media;
  ({ contentHash: hash } = await app.database.media.findUniqueOrThrow({ where: { id: medium.id } }));
});
afterAll(() => opened.disposeAsync());

function environment(): Record<string, string> {
  return {
    S3_BUCKET: server.bucket,
    S3_REGION: 'us-east-1',
    S3_ENDPOINT: server.endpoint,
    S3_PREFIX: '/of/postern/',
    S3_ACCESS_KEY_ID: server.credentials.accessKeyId,
    S3_SECRET_ACCESS_KEY: server.credentials.secretAccessKey,
  };
}

const fileOf = (key: string) => server.fileOf(`of/postern/${hash.slice(0, 2)}/${key}`);

test('files are kept in the bucket, and nowhere else', async () => {
  expect((await readdir(path.dirname(fileOf(hash)))).filter((name) => name.endsWith('_object'))).toHaveLength(2);
  expect(await readdir(path.join(dataDir, 'media'))).toEqual(['incoming']);
  expect(await readdir(path.join(dataDir, 'media', 'incoming'))).toEqual([]);
});

test('they are served from there, whole or in part, as what they are', async () => {
  const whole = await fetch(medium.url);
  const served = { type: whole.headers.get('content-type'), length: whole.headers.get('content-length') };
  expect(served).toEqual({ type: 'image/jpeg', length: String(medium.bytes) });
  expect(whole.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''photo.jpg");
  const body = Buffer.from(await whole.arrayBuffer());
  expect(body).toHaveLength(medium.bytes);
  const head = await fetch(medium.url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(medium.bytes)]);
  const part = await fetch(medium.url, { headers: { range: 'bytes=10-19' } });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${medium.bytes}`]);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(body.subarray(10, 20));
  const beyond = await fetch(medium.url, { headers: { range: 'bytes=99999999-' } });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${medium.bytes}`]);
  const known = await fetch(medium.url, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } });
  expect(known.status).toBe(304);
  expect((await fetch(medium.thumbnailUrl as string)).headers.get('content-type')).toBe('image/webp');
  expect((await fetch(medium.url.replace('photo', 'other'))).status).toBe(404);
});

test('one that is lost is not there', async () => {
  await rm(fileOf(`${hash}.thumbnail.webp`));
  expect((await fetch(medium.thumbnailUrl as string)).status).toBe(404);
});

test('a bucket that cannot be used is told at the start', async () => {
  const wrong = { ...environment(), S3_BUCKET: 'nowhere' };
  await expect(startTestApp({ environment: wrong, roles: ['api', 'sandbox'] })).rejects.toThrow(
    'S3_BUCKET: the bucket nowhere cannot be used. It answers 404. Look at S3_REGION, S3_ENDPOINT and the two keys as well.',
  );
});
