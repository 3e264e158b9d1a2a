import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, testApiKey } from '../../support/app.ts';
import { makers } from '../../support/images.ts';
import { made } from '../../support/posts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

async function upload(bytes: Buffer, filename: string): Promise<string> {
  const headers = { authorization: `Bearer ${testApiKey}` };
  const url = `${app.url}/media?filename=${filename}`;
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
  return ((await answer.json()) as { media: { id: string } }).media.id;
}

const deletion = 'mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId removals { outcome message } } }';

test('stories of photos are published one by one, and deleted as far as Facebook lets anyone', async () => {
  const media = [
    { id: await upload(await makers.jpeg.make(), 'a.jpg') },
    { id: await upload(await makers.png.make(), 'b.png') },
  ];
  const post = await made(app, 'createPost', { accounts: ['facebook'], type: 'STORY', media, publish: true });
  await app.settle();
  const stories = await app.sandbox.published();
  const address = expect.stringMatching(/\/stories\/\d+$/);
  expect(stories.map(({ url }) => url)).toEqual([address, address]);
  const { data } = await app.graphql<{ deletePost: unknown }>(deletion, { id: post.id });
  const message = expect.stringContaining('no application delete a photo story');
  expect(data.deletePost).toEqual({ deletedId: post.id, removals: [{ outcome: 'NOT_SUPPORTED', message }] });
  expect(await app.sandbox.published()).toEqual(stories);
});
