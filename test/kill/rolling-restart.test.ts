import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { testApiKey } from '../support/app.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { graphqlClient } from '../support/graphql-client.ts';

/** A Postern as `npm start` runs it, on a port of its own. */
type Running = { role: string; port: number; child: ChildProcess };

/** More where the restarts take longer. */
const leastPosts = 200;
const accounts = Array.from({ length: 10 }, (_, index) => `person${index}`);
const pauseMs = 80;
const aheadMs = 2_000;
/** DESIGN.md, section 2, rule 2. */
const latestMs = 60_000;

let dataDir: string;
let database: TestDatabase;
let sandbox: Sandbox;
const running: Running[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'postern-rolling-'));
  database = await createTestDatabase();
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, file: null, latencyMs: 100 });
  const roles = ['api', 'api', 'worker', 'worker'];
  running.push(...(await Promise.all(roles.map(async (role) => start(role, await freePort())))));
});
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await sandbox[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(role: string, port: number): Promise<Running> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    DEMO_API_KEY: testApiKey,
    ROLES: role,
    PORT: String(port),
    SANDBOX_URL: sandbox.url,
  };
  const child = spawn(process.execPath, ['src/main.ts'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const serves = async () => expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  await vi.waitFor(serves, { timeout: 30_000, interval: 50 });
  return { role, port, child };
}

/** Asks the api processes in turn until one answers: a call that got no answer is made again, under its own key. */
async function ask<Data>(turn: number, query: string, input?: object): Promise<Data> {
  const apis = running.filter(({ role }) => role === 'api');
  for (let tries = 0; ; tries += 1) {
    const api = apis[(turn + tries) % apis.length];
    try {
      return await graphqlClient({ url: `http://127.0.0.1:${api?.port}`, key: testApiKey }).request<Data>(query, {
        input,
      });
    } catch (error) {
      if (tries > 100) throw error;
      await delay(20);
    }
  }
}

async function connect(name: string, turn: number): Promise<void> {
  const query = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { userErrors { message } } }';
  const mastodon = { server: `${sandbox.url}/mastodon`, accessToken: `sandbox-token-${name}` };
  expect(await ask(turn, query, { mastodon })).toEqual({ connectAccount: { userErrors: [] } });
}

/** Schedules a post each moment, by either api, until there are enough and the restarts are over. */
async function scheduleUntil(over: AbortSignal): Promise<Map<string, number>> {
  const query = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { userErrors { message } } }';
  const due = new Map<string, number>();
  const scheduling: Promise<unknown>[] = [];
  for (let index = 0; index < leastPosts || !over.aborted; index += 1) {
    const content = `Post ${index}.`;
    const dueAt = Date.now() + aheadMs;
    const input = { accounts: [accounts[index % accounts.length]], content, idempotencyKey: content };
    due.set(content, dueAt);
    scheduling.push(ask(index, query, { ...input, scheduledAt: new Date(dueAt) }));
    await delay(pauseMs);
  }
  expect(new Set((await Promise.all(scheduling)).map((answer) => JSON.stringify(answer)))).toEqual(
    new Set(['{"createPost":{"userErrors":[]}}']),
  );
  return due;
}

async function restart(one: Running): Promise<void> {
  one.child.kill('SIGTERM');
  expect(await once(one.child, 'exit')).toEqual([0, null]);
  one.child = (await start(one.role, one.port)).child;
}

test('two api and two worker processes, each restarted once while posts are scheduled and come due: every post goes out once, in its minute', async () => {
  await Promise.all(accounts.map(connect));
  const over = new AbortController();
  const scheduled = scheduleUntil(over.signal);
  for (const one of running) await restart(one);
  over.abort();
  const due = await scheduled;
  const left = async () => {
    const { posts } = await ask<{ posts: { totalCount: number } }>(
      0,
      '{ posts(first: 1, filter: { statuses: [SCHEDULED, PUBLISHING] }) { totalCount } }',
    );
    expect(posts.totalCount).toBe(0);
  };
  await vi.waitFor(left, { timeout: latestMs, interval: 300 });
  const there = (await (await fetch(`${sandbox.url}/_published`)).json()) as { text: string; at: string }[];
  expect(there.map(({ text }) => text).toSorted()).toEqual([...due.keys()].toSorted());
  const lateness = there.map(({ text, at }) => Date.parse(at) - (due.get(text) ?? 0));
  expect(Math.max(...lateness)).toBeLessThan(latestMs);
  expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
});
