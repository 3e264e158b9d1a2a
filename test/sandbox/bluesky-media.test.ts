import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../support/images.ts';
import { tinyMp4 } from '../support/videos.ts';
import { newKey, type Opened, openBluesky, openSandbox } from './clients.ts';

let sandbox: Opened;
let wren: Awaited<ReturnType<typeof openBluesky>>;
let image: Buffer;
let film: Buffer;
beforeAll(async () => {
  sandbox = await openSandbox({ processingMs: 5_000 });
  wren = await openBluesky(sandbox, 'wren');
  [image, film] = [await picture(8, 6).png().toBuffer(), await tinyMp4({ durationMs: 200 })];
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const upload = (bytes: Uint8Array, type = 'image/png') =>
  wren.xrpc('POST', 'com.atproto.repo.uploadBlob', { bytes, headers: { ...wren.headers, 'content-type': type } });
const images = (blob: object) => ({ $type: 'app.bsky.embed.images', images: [{ image: blob, alt: 'Grey' }] });
const show = (blob: object, more: object = {}) => wren.put({ embed: { ...images({ ...blob, ...more }) } });

describe('a blob', () => {
  test('is named by its bytes and is what they say, whatever it was said to be', async () => {
    const { status, body } = await upload(Buffer.from('hello'), 'text/plain');
    expect(status).toBe(200);
    // A CID of the raw codec, as `ipfs add --raw-leaves --cid-version 1` gives it for these bytes.
    expect(body.blob).toEqual({
      $type: 'blob',
      ref: { $link: 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq' },
      mimeType: 'text/plain',
      size: 5,
    });
    expect((await upload(image, 'text/plain')).body.blob).toMatchObject({ mimeType: 'image/png', size: image.length });
  });

  test('can be shown, with its alternative text, once it is there', async () => {
    const { blob } = (await upload(image)).body;
    const { body } = await show(blob as unknown as object);
    const { text } = await sandbox.call(`GET /bluesky/profile/wren.sandbox.test/post/${body.uri.split('/').at(-1)}`);
    expect(text).toContain('alt="Grey"');
  });

  test('needs a login, a type and bytes', async () => {
    const path = 'com.atproto.repo.uploadBlob';
    expect(await wren.xrpc('POST', path, { bytes: image })).toMatchObject({ status: 401 });
    expect(await wren.xrpc('POST', path, { bytes: image, headers: wren.headers })).toMatchObject({ status: 400 });
    expect(await upload(Buffer.alloc(0))).toMatchObject({ status: 400 });
  });

  test.for([
    ['that is not there', { ref: { $link: 'bafkreiaaaa' } }, 'BlobNotFound'],
    ['of another type', { mimeType: 'image/jpeg' }, 'InvalidMimeType'],
    ['of another size', { size: 1 }, 'InvalidSize'],
  ] as const)('%s is refused in a record', async ([, more, error]) => {
    const { blob } = (await upload(image)).body;
    expect(await show(blob as unknown as object, more)).toMatchObject({ status: 400, body: { error } });
  });

  test('of another account is not there', async () => {
    const other = await openBluesky(sandbox, 'juniper');
    const { blob } = (await upload(image)).body;
    expect(await other.put({ embed: images(blob as unknown as object) })).toMatchObject({
      body: { error: 'BlobNotFound' },
    });
  });

  test('that is no image, or too large for one, is no image of a post', async () => {
    const text = (await upload(Buffer.from('hello'), 'text/plain')).body.blob;
    expect(await show(text as unknown as object)).toMatchObject({ status: 400, body: { error: 'InvalidMimeType' } });
    const large = (await upload(Buffer.concat([image, Buffer.alloc(2_000_000)]))).body.blob;
    expect(await show(large as unknown as object)).toMatchObject({ status: 400, body: { error: 'BlobTooLarge' } });
  });
});

describe('a video', () => {
  const tokenFor = async (more: Record<string, string> = {}) => {
    const exp = String(Math.floor(sandbox.now().getTime() / 1000) + 60);
    const wanted = { aud: 'did:web:127.0.0.1', lxm: 'com.atproto.repo.uploadBlob', exp, ...more };
    const path = `com.atproto.server.getServiceAuth?${new URLSearchParams(wanted)}`;
    return wren.xrpc('GET', path, { headers: wren.headers });
  };
  const send = (bytes: Uint8Array, token: string, did: string = wren.did) =>
    wren.xrpc('POST', `app.bsky.video.uploadVideo?did=${did}&name=a.mp4`, {
      bytes,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'video/mp4' },
    });
  const look = (jobId: string) => wren.xrpc('GET', `app.bsky.video.getJobStatus?jobId=${jobId}`);

  test('is worked on, then is a blob of the account; sent again it is known', async () => {
    const { token } = (await tokenFor()).body;
    const { status, body } = await send(film, token);
    expect([status, body.state]).toEqual([200, 'JOB_STATE_CREATED']);
    expect((await look(body.jobId)).body.jobStatus.state).toBe('JOB_STATE_ENCODING');
    sandbox.pass(5_000);
    const { jobStatus } = (await look(body.jobId)).body;
    expect(jobStatus).toMatchObject({
      state: 'JOB_STATE_COMPLETED',
      blob: { mimeType: 'video/mp4', size: film.length },
    });
    expect((await wren.put({ embed: { $type: 'app.bsky.embed.video', video: jobStatus.blob } })).status).toBe(200);
    expect(await send(film, token)).toMatchObject({
      status: 409,
      body: { error: 'already_exists', jobId: body.jobId, state: 'JOB_STATE_COMPLETED' },
    });
  });

  test('that cannot be read fails', async () => {
    const torn = Buffer.concat([film.subarray(0, 32), Buffer.from('torn')]);
    const { body } = await send(torn, (await tokenFor()).body.token);
    sandbox.pass(5_000);
    expect((await look(body.jobId)).body.jobStatus).toMatchObject({
      state: 'JOB_STATE_FAILED',
      failureCode: 'encoding_failure',
    });
  });

  test.for([
    ['for another server', { aud: 'did:web:video.bsky.app' }],
    ['for something else', { lxm: 'app.bsky.video.getUploadLimits' }],
  ] as const)('is not taken with a token %s', async ([, more]) => {
    expect((await send(film, (await tokenFor(more)).body.token)).status).toBe(401);
  });

  test('is not taken with a token of another account, none, or one whose time is over', async () => {
    const { token } = (await tokenFor()).body;
    expect((await send(film, token, 'did:plc:nobody')).status).toBe(401);
    expect((await send(film, 'nonsense')).status).toBe(401);
    sandbox.pass(61_000);
    expect(await send(film, token)).toMatchObject({ status: 401, body: { error: 'JwtExpired' } });
    expect((await tokenFor({ exp: '1' })).body.error).toBe('BadExpiration');
    const far = String(Math.floor(sandbox.now().getTime() / 1000) + 3_700);
    expect((await tokenFor({ exp: far })).body.error).toBe('BadExpiration');
  });

  test('is an MP4, and a job is one that there is', async () => {
    expect((await send(image, (await tokenFor()).body.token)).status).toBe(400);
    expect((await look('nothing')).status).toBe(400);
  });
});

describe('a gate', () => {
  const gate = (rkey: string, more: object = {}) => ({
    repo: wren.did,
    collection: 'app.bsky.feed.threadgate',
    rkey,
    record: {
      $type: 'app.bsky.feed.threadgate',
      post: `at://${wren.did}/app.bsky.feed.post/${rkey}`,
      allow: [],
      createdAt: sandbox.now().toISOString(),
      ...more,
    },
  });
  const put = (json: object) => wren.xrpc('POST', 'com.atproto.repo.putRecord', { json, headers: wren.headers });

  test('says who may reply to the post of the same key', async () => {
    const rkey = newKey();
    await wren.put({ text: 'Closed' }, { rkey });
    expect((await put(gate(rkey))).status).toBe(200);
    const { text } = await sandbox.call(`GET /bluesky/profile/wren.sandbox.test/post/${rkey}`);
    expect(text).toContain('Replies: nobody');
  });

  test('of a post that is not there, or of another key, is refused', async () => {
    const rkey = newKey();
    expect((await put(gate(rkey))).body.error).toBe('InvalidRequest');
    await wren.put({}, { rkey });
    const other = { post: `at://${wren.did}/app.bsky.feed.post/${newKey()}` };
    expect((await put(gate(rkey, other))).body.error).toBe('InvalidRequest');
  });
});
