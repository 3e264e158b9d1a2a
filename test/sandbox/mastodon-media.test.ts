import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../support/images.ts';
import { tinyMp4 } from '../support/videos.ts';
import { type Opened, openMastodon, openSandbox } from './clients.ts';

const DAY = 24 * 60 * 60_000;

let sandbox: Opened;
let image: Buffer;
let film: Buffer;
let names = 0;
beforeAll(async () => {
  sandbox = await openSandbox({ processingMs: 5_000 });
  [image, film] = [await picture(8, 6).png().toBuffer(), await tinyMp4({ durationMs: 200 })];
});
afterAll(() => sandbox[Symbol.asyncDispose]());

function someone() {
  const me = openMastodon(sandbox, `media_${++names}`);
  const upload = (bytes: Uint8Array, fields: Record<string, string> = {}) => {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], 'file'));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return me.api('POST /api/v2/media', { form });
  };
  return { ...me, upload, state: (id: string) => me.api(`GET /api/v1/media/${id}`) };
}

test('an image is ready at once, and shown with its description', async () => {
  const me = someone();
  const { status, body } = await me.upload(image, { description: 'Grey' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: expect.stringMatching(/^\d{18}$/),
    type: 'image',
    url: expect.stringContaining('/_files/'),
    meta: { original: { width: 8, height: 6 } },
    description: 'Grey',
  });
  const posted = await me.post({ media_ids: [body.id] });
  expect(posted.body.media_attachments).toMatchObject([{ id: body.id, description: 'Grey' }]);
  expect((await me.state(body.id)).status).toBe(404);
  expect((await me.api(`DELETE /api/v1/statuses/${posted.body.id}`)).status).toBe(200);
});

test('a video is worked on, and cannot be attached before it is ready', async () => {
  const me = someone();
  const { status, body } = await me.upload(film);
  expect([status, body]).toMatchObject([202, { type: 'video', url: null }]);
  expect((await me.state(body.id)).status).toBe(206);
  expect(await me.post({ media_ids: [body.id] })).toMatchObject({
    status: 422,
    body: { error: 'Cannot attach files that have not finished processing. Try again in a moment!' },
  });
  sandbox.pass(5_000);
  expect(await me.state(body.id)).toMatchObject({ status: 200, body: { url: expect.stringContaining('/_files/') } });
  expect((await me.post({ media_ids: [body.id] })).status).toBe(200);
});

describe('refuses', () => {
  test.for([
    ['what is no medium', Buffer.from('hello'), {}, /^Validation failed: File content type is invalid/],
    ['a file it does not take', Buffer.from('%PDF-1.7'), {}, /^Validation failed: File content type is invalid/],
    ['an image that is too large', null, {}, /^Validation failed: File file size must be less than 16 MB$/],
  ] as const)('%s', async ([, bytes, fields, error]) => {
    const sent = bytes ?? Buffer.concat([image, Buffer.alloc(16 * 1024 * 1024)]);
    expect(await someone().upload(sent, fields)).toMatchObject({
      status: 422,
      body: { error: expect.stringMatching(error) },
    });
  });

  test('a description that is too long, and none at all where there is no file', async () => {
    const me = someone();
    expect((await me.upload(image, { description: 'x'.repeat(1_500) })).status).toBe(200);
    expect(await me.upload(image, { description: 'x'.repeat(1_501) })).toMatchObject({
      status: 422,
      body: { error: 'Validation failed: Description is too long (maximum is 1500 characters)' },
    });
    const form = new FormData();
    form.set('description', 'x');
    expect(await me.api('POST /api/v2/media', { form })).toMatchObject({
      status: 422,
      body: { error: "Validation failed: File can't be blank" },
    });
  });

  test('media that another post shows, that another account has, or that a day has passed over', async () => {
    const me = someone();
    const first = (await me.upload(image)).body.id;
    const gone = { error: expect.stringMatching(/^Media \d+ not found or already attached to another post$/) };
    expect(await someone().post({ status: 'x', media_ids: [first] })).toMatchObject({ status: 422, body: gone });
    expect((await me.post({ status: 'x', media_ids: [first] })).status).toBe(200);
    expect(await me.post({ status: 'y', media_ids: [first] })).toMatchObject({ status: 422, body: gone });
    const second = (await me.upload(image)).body.id;
    sandbox.pass(DAY);
    expect(await me.post({ status: 'x', media_ids: [second] })).toMatchObject({ status: 422, body: gone });
  });

  test('more than four media, and a video beside others', async () => {
    const me = someone();
    const ids: string[] = [];
    for (const file of [image, image, image, image, film]) ids.push((await me.upload(file)).body.id);
    sandbox.pass(5_000);
    expect(await me.post({ media_ids: ids })).toMatchObject({
      status: 422,
      body: { error: 'Cannot attach more than 4 files' },
    });
    expect(await me.post({ media_ids: ids.slice(-2) })).toMatchObject({
      status: 422,
      body: { error: 'Cannot attach a video to a post that already contains images' },
    });
  });
});
