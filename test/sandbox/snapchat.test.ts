import { createCipheriv, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openSandbox } from './clients.ts';

const DAY = 24 * 60 * 60_000;
let sandbox: Awaited<ReturnType<typeof openSandbox>>;
let profile = '';
let photo: Buffer;
beforeAll(async () => {
  sandbox = await openSandbox({ processingMs: 1_000 });
  photo = await sharp({ create: { width: 540, height: 960, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
  const answer = (await ask('GET /v1/public_profiles/my_profile')).body;
  profile = z.object({ public_profile: z.object({ id: z.string() }) }).parse(answer).public_profile.id;
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const headers = { authorization: 'Bearer sandbox-token-ada' };

async function ask(route: string, sent: { json?: object; form?: FormData } = {}) {
  const { status, body } = await sandbox.call(route.replace(' ', ' /snapchat'), { ...sent, headers });
  const said = z.object({ request_status: z.string(), error_code: z.string().optional() }).parse(body);
  return { status, code: said.error_code, is: said.request_status, body: body as unknown };
}

const secret = { key: randomBytes(32), iv: randomBytes(16) };
const encrypted = (bytes: Buffer, { key, iv } = secret): Buffer => {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
};

async function container(type = 'IMAGE'): Promise<{ id: string; path: string }> {
  const json = { type, name: 'photo', key: secret.key.toString('base64'), iv: secret.iv.toString('base64') };
  const { body } = await ask(`POST /v1/public_profiles/${profile}/media`, { json });
  const made = z.object({ media_id: z.string(), add_path: z.string(), finalize_path: z.string() }).parse(body);
  expect(made.finalize_path).toBe(made.add_path);
  return { id: made.media_id, path: made.add_path };
}

function send(path: string, action: string, part?: { number: number; bytes: Buffer }) {
  const form = new FormData();
  form.set('action', action);
  if (part !== undefined) form.set('part_number', String(part.number));
  if (part !== undefined) form.set('file', new Blob([new Uint8Array(part.bytes)]), 'part');
  return ask(`POST ${path}`, { form });
}

async function upload(bytes = encrypted(photo), type = 'IMAGE'): Promise<string> {
  const { id, path } = await container(type);
  expect(await send(path, 'ADD', { number: 1, bytes })).toMatchObject({ status: 200, is: 'SUCCESS' });
  expect(await send(path, 'FINALIZE')).toMatchObject({ status: 200, is: 'SUCCESS' });
  return id;
}

const story = (media_id: string) => ask(`POST /v1/public_profiles/${profile}/stories`, { json: { media_id } });

test('parts come in any order, each once, and all of them before the end', async () => {
  const { id, path } = await container();
  const bytes = encrypted(photo);
  const [first, second] = [bytes.subarray(0, 1_024), bytes.subarray(1_024)];
  expect(await story(id)).toMatchObject({ status: 400 });
  expect(await send(path, 'FINALIZE')).toMatchObject({ status: 400, is: 'ERROR' });
  await send(path, 'ADD', { number: 2, bytes: second });
  expect(await send(path, 'FINALIZE')).toMatchObject({ status: 400 });
  for (const number of [0, 2, 36]) expect(await send(path, 'ADD', { number, bytes })).toMatchObject({ status: 400 });
  expect(await send(path, 'ADD', { number: 3, bytes: Buffer.alloc(0) })).toMatchObject({ status: 400 });
  expect(await send(path, 'ELSE', { number: 3, bytes })).toMatchObject({ status: 400 });
  await send(path, 'ADD', { number: 1, bytes: first });
  expect(await send(path, 'FINALIZE')).toMatchObject({ status: 200 });
  expect(await send(path, 'ADD', { number: 3, bytes })).toMatchObject({ status: 400 });
  sandbox.pass(1_000);
  expect(await story(id)).toMatchObject({ status: 200 });
});

test('a part has at most 32 MB', async () => {
  const { path } = await container('VIDEO');
  const bytes = Buffer.alloc(33 * 1024 * 1024);
  expect(await send(path, 'ADD', { number: 1, bytes })).toMatchObject({ status: 413 });
});

test.for([
  ['bytes that are not encrypted', () => upload(photo)],
  ['bytes of another key', () => upload(encrypted(photo, { ...secret, key: randomBytes(32) }))],
  ['bytes of another initial vector', () => upload(encrypted(photo, { ...secret, iv: randomBytes(16) }))],
  ['an image as a video', () => upload(encrypted(photo), 'VIDEO')],
] as const)('%s cannot be posted', async ([, sent]) => {
  const id = await sent();
  expect(await story(id)).toMatchObject({ status: 400, code: 'MEDIA_PROCESSING' });
  sandbox.pass(1_000);
  expect(await story(id)).toMatchObject({ status: 400, code: 'MEDIA_INVALID' });
});

test('a medium that is being posted is not posted again, and one that was posted is: nothing else is known', async () => {
  const id = await upload();
  sandbox.pass(1_000);
  const before = (await sandbox.published()).length;
  expect(await story(id)).toMatchObject({ status: 200 });
  expect(await story(id)).toMatchObject({ code: 'MEDIA_POSTING_ALREADY_IN_PROGRESS' });
  expect(await sandbox.published()).toHaveLength(before + 1);
  sandbox.pass(1_000);
  expect(await story(id)).toMatchObject({ status: 200 });
  expect(await sandbox.published()).toHaveLength(before + 2);
});

test('a medium is gone after a day', async () => {
  const [id, { path }] = [await upload(), await container()];
  sandbox.pass(DAY);
  expect(await story(id)).toMatchObject({ code: 'MEDIA_EXPIRED' });
  expect(await send(path, 'FINALIZE')).toMatchObject({ code: 'MEDIA_EXPIRED' });
});

test.for([
  ['media', { type: 'GIF', name: 'a', key: '', iv: '' }],
  ['media', { type: 'IMAGE', name: 'a', key: randomBytes(16).toString('base64'), iv: secret.iv.toString('base64') }],
  ['stories', {}],
  ['stories', { media_id: 'x', caption: 'A story has none.' }],
  ['spotlights', { media_id: 'x' }],
  ['spotlights', { media_id: 'x', locale: 'en' }],
  ['spotlights', { media_id: 'x', locale: 'en_US', description: 'a'.repeat(161) }],
  ['saved_stories', { saved_stories: [{ title: '', snap_sources: [{ media_id: 'x' }] }] }],
  ['saved_stories', { saved_stories: [{ title: 'a'.repeat(46), snap_sources: [{ media_id: 'x' }] }] }],
] as const)('%s %j is refused', async ([collection, json]) => {
  const answer = await ask(`POST /v1/public_profiles/${profile}/${collection}`, { json });
  expect(answer).toMatchObject({ status: 400, code: 'INVALID_ARGUMENT' });
});

test('a medium that is not there, and a profile of another, are refused', async () => {
  expect(await story('nowhere')).toMatchObject({ status: 404 });
  const elsewhere = `POST /v1/public_profiles/${crypto.randomUUID()}/stories`;
  expect(await ask(elsewhere, { json: { media_id: 'x' } })).toMatchObject({ status: 403 });
});
