import { afterAll, beforeAll, expect, test } from 'vitest';
import { tinyMp4 } from '../support/videos.ts';
import { type Opened, openSandbox } from './clients.ts';
import { errorOf, openX } from './x-client.ts';

const DAY = 24 * 60 * 60_000;
let sandbox: Opened;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const someone = (name?: string, token?: string) => openX(sandbox, name, token);

test.for([
  ['of another kind', { media_type: 'image/png' }],
  ['that is too large', { total_bytes: 512 * 1024 * 1024 + 1 }],
  ['of no category', { media_category: undefined }],
  ['with an unknown field', { command: 'INIT' }],
] as const)('an upload %s is refused', async ([, more]) => {
  const json = { media_type: 'video/mp4', total_bytes: 10, media_category: 'tweet_video', ...more };
  expect((await someone().api('POST /2/media/upload/initialize', { json })).status).toBe(400);
});

test('an upload needs all of its bytes, and is worked on before it can be attached', async () => {
  const me = someone();
  const film = await tinyMp4({ durationMs: 1_000 });
  const id = await me.begin(film.length);
  const half = Math.floor(film.length / 2);
  expect((await me.append(id, film.subarray(half), { segment_index: '1' })).status).toBe(200);
  expect((await me.finalize(id)).status).toBe(400);
  expect((await me.append(id, film.subarray(0, half), { media_id: id })).status).toBe(400);
  expect((await someone().append(id, film)).status).toBe(404);
  await me.append(id, film.subarray(0, half));
  const { body } = await me.finalize(id);
  expect(body.data.processing_info).toEqual({ state: 'pending', check_after_secs: 1 });
  expect((await me.finalize(id)).status).toBe(400);
  const attached = { text: 'Film', media: { media_ids: [id] } };
  expect(errorOf(await me.post(attached))).toEqual([400, 'Your media IDs are invalid.']);
  const status = async () => (await me.api(`GET /2/media/upload?command=STATUS&media_id=${id}`)).body.data;
  sandbox.pass(1_000);
  expect((await status()).processing_info).toMatchObject({ state: 'in_progress' });
  sandbox.pass(1_000);
  expect((await status()).processing_info).toEqual({ state: 'succeeded', progress_percent: 100 });
  expect(errorOf(await someone().post(attached))).toEqual([400, 'Your media IDs are invalid.']);
  const json = { id, metadata: { alt_text: { text: 'A film' } } };
  expect((await me.api('POST /2/media/metadata', { json })).status).toBe(400);
  expect((await me.post(attached)).status).toBe(201);
});

test('an upload that is not attached within a day is gone', async () => {
  const me = someone();
  const film = await tinyMp4({ durationMs: 1_000 });
  const id = await me.begin(film.length);
  await me.append(id, film);
  await me.finalize(id);
  sandbox.pass(DAY);
  expect(errorOf(await me.post({ media: { media_ids: [id] } }))).toEqual([400, 'Your media IDs are invalid.']);
});

test('an upload whose file is something else fails', async () => {
  const me = someone();
  const id = await me.begin(4);
  await me.append(id, Buffer.from('nope'));
  await me.finalize(id);
  sandbox.pass(2_000);
  const { body } = await me.api(`GET /2/media/upload?media_id=${id}`);
  expect(body.data.processing_info).toMatchObject({ state: 'failed', error: { name: 'InvalidMedia' } });
});
