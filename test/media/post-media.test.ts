import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { storeApiKey } from '../support/fixtures.ts';
import { makers } from '../support/images.ts';
import { tinyMp4 } from '../support/videos.ts';
import { type MediaApi, type Payload, startMediaApi } from './media-api.ts';

const maxUploadBytes = 300 * 1024 * 1024;
const sender = fileURLToPath(new URL('../support/send-large-video.ts', import.meta.url));

let media: MediaApi;
let jpeg: Buffer;
let video: Buffer;
beforeAll(async () => {
  media = await startMediaApi({ maxUploadBytes, maxUploadPauseMs: 200 });
  [jpeg, video] = [await makers.jpeg.make(), await tinyMp4()];
});
afterAll(() => media[Symbol.asyncDispose]());

type Details = Parameters<MediaApi['post']>[1];

async function answerTo(body: Parameters<MediaApi['post']>[0], details?: Details) {
  const answer = await media.post(body, details);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as unknown };
}

/** What storage holds, and what it is taking in. */
async function rows(): Promise<number> {
  return media.api.database.media.count();
}

/** A body whose length is not said. */
function inChunks(...pieces: Buffer[]): ReadableStream<Uint8Array> {
  return new Blob(pieces.map((piece) => new Uint8Array(piece))).stream();
}

/** A request of which a part is sent. */
function begin(headers: Record<string, string>) {
  const key = { authorization: `Bearer ${media.api.workspace.key}` };
  const sent = httpRequest(`${media.api.url}/media`, { method: 'POST', headers: { ...key, ...headers } });
  sent.on('error', () => undefined);
  return sent;
}

test('answers with every field of Media, as GraphQL has it', async () => {
  const { __type } = await media.api.client.request<{ __type: { fields: { name: string }[] } }>(
    '{ __type(name: "Media") { fields { name } } }',
  );
  const names = __type.fields.map(({ name }) => name);
  const { status, headers, body } = await answerTo(jpeg, { filename: 'sea.txt', altText: ' The sea. ' });
  expect(status).toBe(201);
  expect(headers.get('content-type')).toMatch('application/json');
  const { media: medium, userErrors } = body as Payload;
  expect(userErrors).toEqual([]);
  expect(medium).toMatchObject({ filename: 'sea.jpg', altText: 'The sea.', width: 300, inUse: false });
  const query = `query ($id: ID!) { media(id: $id) { ${names.join(' ')} } }`;
  expect(await media.api.client.request(query, { id: medium?.id })).toEqual({ media: medium });
});

test('a file without a name gets one', async () => {
  expect((await answerTo(jpeg)).body).toMatchObject({ media: { filename: 'file.jpg', altText: null } });
});

describe('is refused', () => {
  test('without a key, or with a wrong one', async () => {
    for (const key of [null, 'wrong']) {
      const { status, headers, body } = await answerTo(jpeg, { key });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  test('with a key that may not write media', async () => {
    const { key } = await storeApiKey(media.api.database, media.api.workspace.workspaceId, { scopes: ['MEDIA_READ'] });
    const { status, body } = await answerTo(jpeg, { key });
    expect(status).toBe(403);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN', scope: 'MEDIA_WRITE' } }] });
  });

  test('as a form, with what to send instead', async () => {
    const { status, body } = await answerTo(jpeg, { type: 'multipart/form-data; boundary=x' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ message: expect.stringMatching('--data-binary') }] });
  });

  test('for what a person got wrong, with all of it', async () => {
    const { status, body } = await answerTo(jpeg, { altText: 'a'.repeat(10_001) });
    expect(status).toBe(422);
    expect(body).toMatchObject({ media: null, userErrors: [{ code: 'TOO_LONG', path: ['input', 'altText'] }] });
  });

  test('for a text that no database takes', async () => {
    const { status, body } = await answerTo(jpeg, { altText: 'a\0b' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  test('from a page of another site', async () => {
    expect((await answerTo(jpeg, { origin: 'https://evil.example' })).status).toBe(403);
  });
});

test('a listed page may send files', async () => {
  const origin = 'https://app.example.com';
  const asked = await fetch(`${media.api.url}/media`, { method: 'OPTIONS', headers: { origin } });
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-headers')).toMatch('authorization');
  const { status, headers } = await answerTo(jpeg, { origin });
  expect([status, headers.get('access-control-allow-origin')]).toEqual([201, origin]);
});

test('takes nothing but POST', async () => {
  const answer = await fetch(`${media.api.url}/media`);
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
});

describe('a file over the cap', () => {
  test('that says so is refused before it is sent', async () => {
    const sent = begin({ 'content-length': String(maxUploadBytes + 1) });
    sent.flushHeaders();
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(413);
    let text = '';
    for await (const chunk of response) text += chunk;
    const error = { code: 'TOO_LARGE', limit: maxUploadBytes, actual: maxUploadBytes + 1, unit: 'bytes' };
    expect(JSON.parse(text)).toMatchObject({ media: null, userErrors: [error] });
    sent.destroy();
  });

  test('in chunks is cut off one byte over it, and one at the cap is taken', async () => {
    await using small = await startMediaApi({ maxUploadBytes: video.length });
    const over = await small.post(inChunks(video, Buffer.alloc(1)));
    expect(over.status).toBe(413);
    const error = { code: 'TOO_LARGE', limit: video.length, actual: video.length + 1 };
    expect(await over.json()).toMatchObject({ media: null, userErrors: [error] });
    expect(await small.stored()).toEqual([]);
    expect((await small.post(inChunks(video))).status).toBe(201);
  });
});

describe('leaves nothing', () => {
  async function leavesNothing(brokenOff: () => Promise<void>): Promise<void> {
    const [stored, before] = [await media.stored(), await rows()];
    await brokenOff();
    await vi.waitFor(async () => expect(await media.stored()).toEqual(stored));
    expect(await rows()).toBe(before);
  }
  const taking = () =>
    vi.waitFor(async () => expect((await media.stored()).some((name) => name.includes('-'))).toBe(true));

  test('when it breaks off', async () => {
    await leavesNothing(async () => {
      const sent = begin({ 'content-length': String(video.length) });
      sent.write(video.subarray(0, 500));
      await taking();
      sent.destroy();
    });
    expect(media.api.logged.filter((line) => line.includes('Unexpected'))).toEqual([]);
  });

  test('when it stands still, and is ended', async () => {
    await leavesNothing(async () => {
      const sent = begin({ 'content-length': String(video.length) });
      sent.write(video.subarray(0, 500));
      await new Promise((resolve) => sent.once('close', resolve));
    });
  });
});

/** Sends a video from another process, which has memory of its own. */
async function sendLarge(mebibytes: number): Promise<void> {
  const orders = { url: `${media.api.url}/media`, key: media.api.workspace.key, mebibytes };
  const { stdout } = await promisify(execFile)(process.execPath, [sender, JSON.stringify(orders)], { env: {} });
  expect(stdout).toBe('201');
}

test('200 MiB go through with less than 50 MB of memory', async () => {
  await sendLarge(8);
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  await sendLarge(200);
  clearInterval(watch);
  expect(most - before).toBeLessThan(50_000_000);
});
