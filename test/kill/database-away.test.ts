import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { testApiKey } from '../support/app.ts';
import { freePort } from '../support/free-port.ts';
import { graphqlClient, socketClient } from '../support/graphql-client.ts';
import { sandboxClient } from '../support/sandbox-client.ts';
import { type StoppablePostgres, startStoppablePostgres } from '../support/stoppable-postgres.ts';
import { shortTimes } from './short-times.ts';

const publishing = { ...shortTimes, stepTimeoutMs: 4_000 };
const networks = ['bluesky', 'mastodon', 'x'];
const awayMs = 20_000;
/** Calls are so long under way that each is in the middle of one when the database goes. */
const latencyMs = 1_500;

let dataDir: string;
let postgres: StoppablePostgres;
let sandbox: Sandbox;
let url: string;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'postern-away-'));
  const folder = path.join(tmpdir(), `postern-test-${randomBytes(6).toString('hex')}`);
  postgres = await startStoppablePostgres(folder, { fsync: 'off', full_page_writes: 'off' });
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, file: null, latencyMs });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  startProcess('api', port);
  await vi.waitFor(() => health(url), { timeout: 30_000, interval: 100 });
  const worker = await freePort();
  startProcess('worker', worker);
  await vi.waitFor(() => health(`http://127.0.0.1:${worker}`), { timeout: 30_000, interval: 100 });
  await vi.waitFor(async () => expect(await accounts()).toEqual(expect.arrayContaining(networks)), {
    timeout: 30_000,
  });
});
afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL');
  await sandbox[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

async function health(address: string): Promise<void> {
  expect((await fetch(`${address}/health`)).status).toBe(200);
}

async function accounts(): Promise<string[]> {
  const data = await client().request<{ accounts: { network: string }[] }>('{ accounts { network } }');
  return data.accounts.map(({ network }) => network);
}

function startProcess(role: string, port: number): void {
  const environment = {
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    DEMO_API_KEY: testApiKey,
    ROLES: role,
    PORT: String(port),
    SANDBOX_URL: sandbox.url,
  };
  const orders = { environment, publishing, point: null, holds: {}, acceptedMs: 0 };
  processes.push(
    spawn(process.execPath, ['test/support/worker-process.ts', JSON.stringify(orders)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
}

const client = () => graphqlClient({ url, key: testApiKey });

/** Who came back has heard of all that happened, once each and in order: the same as who asks for it afterwards. */
async function heardOf(told: readonly Told[], from: string): Promise<void> {
  const again: Told[] = [];
  const stop = new AbortController();
  const replaying = follow(from, again, stop.signal);
  const { eventCursor: last } = await readPosts();
  const isAll = () => {
    expect(again.at(-1)?.cursor).toBe(last);
    expect(told).toEqual(again);
  };
  await vi.waitFor(isAll, { timeout: 10_000, interval: 100 });
  stop.abort();
  await replaying;
  expect(new Set(told.map(({ cursor }) => cursor)).size).toBe(told.length);
}

function createPost(text: string) {
  const query =
    'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } replayed userErrors { message } } }';
  return client().send(query, {
    input: { accounts: networks, content: text, publish: true, idempotencyKey: text },
  });
}

type Posts = { eventCursor: string; nodes: { status: string; deliveries: { attempts: { outcome: string }[] }[] }[] };

async function readPosts(): Promise<Posts> {
  const query = '{ posts(first: 50) { eventCursor nodes { status deliveries { attempts { outcome } } } } }';
  return (await client().request<{ posts: Posts }>(query)).posts;
}

type Told = { cursor: string; status: string | null };

/** Follows events from a cursor on, as a client does that comes back after the last event that it got. */
async function follow(from: string, told: Told[], stop: AbortSignal): Promise<void> {
  const query = 'subscription ($after: String) { postStatusChanged(after: $after) { cursor status } }';
  while (!stop.aborted) {
    const socket = socketClient({ url, key: testApiKey });
    const end = () => void socket.dispose();
    stop.addEventListener('abort', end, { once: true });
    try {
      const after = told.at(-1)?.cursor ?? from;
      for await (const { data } of socket.iterate<{ postStatusChanged: Told }>({ query, variables: { after } }))
        if (data) told.push(data.postStatusChanged);
    } catch {
      // The connection broke, or the server could not answer: it is asked again.
    }
    stop.removeEventListener('abort', end);
    end();
    await delay(100);
  }
}

test.for([
  ['crashes', 'immediate'],
  ['is shut down', 'fast'],
] as const)(
  'PostgreSQL %s while deliveries run: the API says that it is away, and all goes on by itself when it is back',
  async ([why, mode]) => {
    const { eventCursor, nodes: earlier } = await readPosts();
    const told: Told[] = [];
    const stop = new AbortController();
    const following = follow(eventCursor, told, stop.signal);
    const begun = ['one', 'two', 'three'].map((count) => `${count}, before PostgreSQL ${why}.`);
    for (const text of begun)
      expect(await createPost(text)).toMatchObject({ data: { createPost: { userErrors: [] } } });
    const arrived = async () =>
      expect(((await (await fetch(`${sandbox.url}/_requests`)).json()) as unknown[]).length).toBeGreaterThan(0);
    await vi.waitFor(arrived, { timeout: 20_000, interval: 20 });
    expect(told).not.toEqual([]);

    await postgres.stop(mode);
    const meanwhile = `Meanwhile, PostgreSQL ${why}.`;
    const asked = { httpStatus: 503, errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] };
    expect(await client().send('{ viewer { scopes } }')).toMatchObject(asked);
    expect(await createPost(meanwhile)).toMatchObject(asked);
    await delay(awayMs);
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    await postgres.start();

    const created = async () =>
      expect(await createPost(meanwhile)).toMatchObject({ data: { createPost: { userErrors: [] } } });
    await vi.waitFor(created, { timeout: 20_000, interval: 200 });
    const settled = async () => {
      const { nodes } = await readPosts();
      expect(nodes).toHaveLength(earlier.length + begun.length + 1);
      expect(new Set(nodes.map(({ status }) => status))).toEqual(new Set(['POSTED']));
    };
    await vi.waitFor(settled, { timeout: 60_000, interval: 300 });
    const { nodes } = await readPosts();
    const attempts = nodes
      .slice(0, begun.length + 1)
      .flatMap(({ deliveries }) => deliveries.flatMap((one) => one.attempts));
    expect(attempts).toContainEqual({ outcome: 'ABANDONED' });
    await heardOf(told, eventCursor);
    stop.abort();
    await following;
    const there = await sandboxClient(sandbox.url).published();
    const texts = there.map(({ channel, text }) => `${channel}: ${text}`).filter((text) => text.includes(why));
    const wanted = [...begun, meanwhile].flatMap((text) => networks.map((network) => `${network}: ${text}`));
    expect(texts.toSorted()).toEqual(wanted.toSorted());
    expect(processes.map(({ exitCode, signalCode }) => exitCode ?? signalCode)).toEqual([null, null]);
    await fetch(`${sandbox.url}/_requests`, { method: 'DELETE' });
  },
);
