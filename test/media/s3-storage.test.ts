import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openS3Storage } from '../../src/media/s3-storage.ts';
import type { MediaStorage } from '../../src/media/storage.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';

let server: S3Server;
let incoming: string;
beforeAll(async () => {
  server = await startS3Server();
  incoming = await mkdtemp(path.join(tmpdir(), 'postern-incoming-'));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(incoming, { recursive: true, force: true });
});

async function* only(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

const open = (changes: Partial<Parameters<typeof openS3Storage>[0]> = {}) =>
  openS3Storage({ ...server, region: 'us-east-1', prefix: '', incoming, ...changes });

async function keysIn(storage: MediaStorage): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list()) keys.push(key);
  return keys;
}

test('what others keep in the bucket is none of its own', async () => {
  const { endpoint, credentials, bucket } = server;
  const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true });
  const hash = createHash('sha256').update('x').digest('hex');
  for (const name of ['readme.txt', hash, `backup/${hash.slice(0, 2)}/${hash}`, `00/${hash}`, `${hash.slice(0, 2)}/x`])
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: 'of others' }));
  expect(await keysIn(await open())).toEqual([]);
  expect(await keysIn(await open({ prefix: 'backup/' }))).toEqual([hash]);
});

test('two prefixes are two storages', async () => {
  const [one, two] = [await open({ prefix: 'one/' }), await open({ prefix: 'two/' })];
  const { key } = await one.put(only('of one'));
  expect(await two.find(key)).toBeNull();
  expect(await text((await one.find(key))?.read() as never)).toBe('of one');
});

test('a bucket that is not there, or not for these keys, is refused before anything is kept', async () => {
  const credentials = { accessKeyId: 'stranger', secretAccessKey: 'x' };
  await expect(open({ credentials })).rejects.toThrow('It answers 403.');
  await expect(open({ bucket: 'missing' })).rejects.toThrow('It answers 404.');
});

test('a storage that does not answer is an error of its own, not a missing file', async () => {
  const storage = await open({ endpoint: 'http://127.0.0.1:9' });
  await expect(storage.find('0'.repeat(64))).rejects.toThrow('ECONNREFUSED');
  await expect(storage.put(only('x'))).rejects.toThrow('ECONNREFUSED');
});
