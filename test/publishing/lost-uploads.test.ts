import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { makers } from '../support/images.ts';
import { made, type PostView, readPost } from '../support/posts.ts';
import { tinyMp4 } from '../support/videos.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => fetch(`${app.sandbox.url}/_requests`, { method: 'DELETE' }));

const MIB = 1024 * 1024;

async function send(bytes: Buffer, filename: string): Promise<{ id: string }[]> {
  const headers = { authorization: `Bearer ${testApiKey}` };
  const url = `${app.url}/media?filename=${filename}`;
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
  return [{ id: ((await answer.json()) as { media: { id: string } }).media.id }];
}

async function publish(channel: string, media: { id: string }[]): Promise<PostView> {
  const post = await made(app, 'createPost', { accounts: [channel], content: `With ${channel}`, media, publish: true });
  await app.settle();
  return readPost(app, post.id);
}

/** How often the network was asked for an operation. */
async function asked(channel: string, operation: string): Promise<number> {
  const seen = await (await fetch(`${app.sandbox.url}/_requests?channel=${channel}`)).json();
  return (seen as { operation: string }[]).filter((request) => request.operation === operation).length;
}

test.each(['drop_after_accept', 'server_error_after_accept'])(
  'an upload whose end was heard, and answered with %s, is made anew, for its end is refused the second time',
  async (fault) => {
    const operation = 'POST /2/media/upload/:id/finalize';
    await app.sandbox.fault({ channel: 'x', fault, operation });
    expect(await publish('x', await send(await makers.jpeg.make(), 'a.jpg'))).toMatchObject({ status: 'POSTED' });
    expect(await asked('x', operation)).toBe(3);
    expect(await asked('x', 'POST /2/tweets')).toBe(1);
  },
);

test('of a video of several parts, the one whose answer was lost is sent again, and no other', async () => {
  const film = Buffer.concat([await tinyMp4({ durationMs: 4_000 }), Buffer.alloc(5 * MIB)]);
  const media = await send(film, 'film.mp4');
  const operation = 'PUT /dms-uploads/:upload/:part';
  await app.sandbox.fault({ channel: 'linkedin', fault: 'server_error', operation });
  expect(await publish('linkedin', media)).toMatchObject({ status: 'POSTED' });
  expect(await asked('linkedin', operation)).toBe(3);
});
