import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { made, readPost } from '../support/posts.ts';

const MINUTE = 60_000;
/** https://docs.x.com/x-api/fundamentals/rate-limits, as the sandbox plays them: posts of one user, by the quarter of an hour. */
const limit = 100;
const windowMs = 15 * MINUTE;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  for (const name of ['spender', 'saver']) {
    const x = { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` };
    const query =
      'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { userErrors { message } } }';
    expect(await app.graphql(query, { input: { x } })).toMatchObject({ data: { connectAccount: { userErrors: [] } } });
  }
});
afterAll(() => app[Symbol.asyncDispose]());

/** Another program posts as the account too. */
async function spend(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const headers = { authorization: 'Bearer sandbox-token-spender', 'content-type': 'application/json' };
    const body = JSON.stringify({ text: `By hand, ${index}.` });
    expect((await fetch(`${app.sandbox.url}/x/2/tweets`, { method: 'POST', headers, body })).status).toBe(201);
  }
}

async function toNextWindow(): Promise<void> {
  const now = app.app.store?.clock.now().getTime() ?? 0;
  await app.advance(windowMs - (now % windowMs) + 1_000);
}

async function refused(): Promise<number> {
  const seen = (await (await fetch(`${app.sandbox.url}/_requests?channel=x`)).json()) as { status: number }[];
  return seen.filter(({ status }) => status === 429).length;
}

const publish = (account: string, ...texts: string[]) =>
  made(app, 'createPost', { accounts: [account], containers: texts.map((content) => ({ content })), publish: true });

it('an account that has nothing left is not called until its network says so, in the middle of a thread as well, and others go on', async () => {
  await toNextWindow();
  await spend(limit - 1);
  const thread = await publish('spender', 'The last one.', 'One too many.');
  await app.advance(0);
  const behind = await publish('spender', 'Behind it.');
  const other = await publish('saver', 'Not held up.');
  await app.advance(windowMs / 2);
  expect(await readPost(app, thread.id)).toMatchObject({
    deliveries: [{ status: 'PUBLISHING', segments: [{ status: 'POSTED' }, { status: 'PUBLISHING' }] }],
  });
  expect(await readPost(app, behind.id)).toMatchObject({ deliveries: [{ status: 'PENDING', attempts: [] }] });
  expect(await readPost(app, other.id)).toMatchObject({ status: 'POSTED' });

  await app.settle();
  for (const { id } of [thread, behind]) expect(await readPost(app, id)).toMatchObject({ status: 'POSTED' });
  const [first, second] = (await readPost(app, thread.id)).deliveries[0]?.segments ?? [];
  const published = await app.sandbox.published();
  expect(published.find(({ id }) => id === second?.remoteId)).toMatchObject({ inReplyTo: first?.remoteId });
  expect(await refused()).toBe(0);
});
