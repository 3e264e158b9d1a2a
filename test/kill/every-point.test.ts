import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { made, type PostView, readPost } from '../support/posts.ts';
import { shortTimes } from './short-times.ts';

const networks = ['bluesky', 'mastodon'];

let database: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  database = await createTestDatabase();
  app = await startTestApp({
    databaseUrl: database.url,
    roles: ['api', 'sandbox'],
    environment: { ENCRYPTION_KEY: 'ab'.repeat(32) },
  });
  for (const name of ['text', 'first', 'second', 'third']) await connect(name);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function connect(name: string): Promise<void> {
  const { url } = app.sandbox;
  const bluesky = { service: `${url}/bluesky`, identifier: `${name}.sandbox.test`, password: `app-password-${name}` };
  const mastodon = { server: `${url}/mastodon`, accessToken: `sandbox-token-${name}` };
  for (const input of [{ bluesky }, { mastodon }]) {
    const query =
      'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { userErrors { message } } }';
    expect(await app.graphql(query, { input })).toMatchObject({ data: { connectAccount: { userErrors: [] } } });
  }
}

function startWorker(orders: { point: string | null; holds: Record<string, number> }): ChildProcess {
  const environment = {
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    DEMO_API_KEY: testApiKey,
    ROLES: 'worker',
    PORT: '0',
    SANDBOX_URL: app.sandbox.url,
  };
  const argument = JSON.stringify({ environment, publishing: shortTimes, acceptedMs: 0, ...orders });
  return spawn(process.execPath, ['test/support/worker-process.ts', argument], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** One text, and three threads that are held at their first, second and third segment; each on both networks. */
async function drafts(): Promise<{ posts: PostView[]; holds: Record<string, number> }> {
  const thread = ['one', 'two', 'three'].map((content) => ({ content }));
  const shapes = [
    { account: 'text', position: 0, post: { content: 'a text' } },
    { account: 'first', position: 0, post: { containers: thread } },
    { account: 'second', position: 1, post: { containers: thread } },
    { account: 'third', position: 2, post: { containers: thread } },
  ];
  const posts: PostView[] = [];
  const holds: Record<string, number> = {};
  for (const { account, position, post } of shapes) {
    const draft = await made(app, 'createPost', { accounts: [account, `${account}.sandbox.test`], ...post });
    expect(draft.deliveries).toHaveLength(networks.length);
    for (const { id } of draft.deliveries) holds[id] = position;
    posts.push(draft);
  }
  return { posts, holds };
}

async function expectOnce(posts: readonly PostView[]): Promise<void> {
  const segments = [];
  for (const { id } of posts) {
    const post = await vi.waitFor(
      async () => {
        const read = await readPost(app, id);
        expect(read.status).toBe('POSTED');
        return read;
      },
      { timeout: 20_000, interval: 100 },
    );
    segments.push(...post.deliveries.flatMap((delivery) => delivery.segments));
  }
  const published = await app.sandbox.published();
  expect(published.map(({ id }) => id).toSorted()).toEqual(segments.map(({ remoteId }) => remoteId).toSorted());
  const threads = Map.groupBy(published, ({ channel, account }) => `${channel} ${account}`);
  for (const thread of threads.values()) {
    expect(thread.map(({ inReplyTo }) => inReplyTo)).toEqual(thread.map((_, index) => thread[index - 1]?.id ?? null));
  }
}

async function publishAndKill(
  posts: readonly PostView[],
  kill: (worker: ChildProcess) => Promise<void>,
  orders: Parameters<typeof startWorker>[0],
): Promise<void> {
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
  for (const { id } of posts) await made(app, 'publishPost', { id });
  const worker = startWorker(orders);
  const exited = once(worker, 'exit');
  await kill(worker);
  expect(await exited).toEqual([null, 'SIGKILL']);
}

async function takeOver(posts: readonly PostView[]): Promise<void> {
  const survivor = startWorker({ point: null, holds: {} });
  try {
    await expectOnce(posts);
  } finally {
    survivor.kill('SIGKILL');
  }
}

describe('a worker that is killed while it publishes', () => {
  it.each(['before_begin', 'begun', 'before_send', 'answered', 'recorded'])(
    'at the point %s leaves every segment to be published once',
    async (point) => {
      const { posts, holds } = await drafts();
      await publishAndKill(posts, async () => undefined, { point, holds });
      await takeOver(posts);
    },
    60_000,
  );

  it('after the network accepted and before its answer came leaves every segment to be published once', async () => {
    const { posts } = await drafts();
    for (const channel of networks) await app.sandbox.fault({ channel, fault: 'slow', times: 4 });
    const kill = async (worker: ChildProcess) => {
      await vi.waitFor(async () => expect(await app.sandbox.published()).toHaveLength(8), {
        timeout: 20_000,
        interval: 50,
      });
      worker.kill('SIGKILL');
    };
    await publishAndKill(posts, kill, { point: null, holds: {} });
    await takeOver(posts);
  }, 60_000);
});
