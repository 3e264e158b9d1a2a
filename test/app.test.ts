import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from './support/database.ts';

const key = 'a-key-for-tests-only';
let folder: string;
let environment: Record<string, string>;
let url: string;
let sandboxUrl: string;
const groups = new Set<number>();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-start-'));
  await chmod(folder, 0o755);
  const [port, sandboxPort] = await Promise.all([freePort(), freePort()]);
  url = `http://127.0.0.1:${port}`;
  sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  environment = {
    DATA_DIR: path.join(folder, 'data'),
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    DEMO_API_KEY: key,
  };
});
afterEach(async () => {
  for (const group of groups) killGroup(group, 'SIGKILL');
  groups.clear();
  await stopPostgres();
  await rm(folder, { recursive: true, force: true });
});

/** `npm start`, in a process group of its own, as a terminal starts it. */
function launch(): ChildProcess {
  const child = spawn('npm', ['start'], {
    detached: true,
    stdio: 'ignore',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  if (child.pid) groups.add(child.pid);
  return child;
}

async function start(): Promise<ChildProcess> {
  const child = launch();
  await vi.waitFor(async () => expect((await fetch(`${url}/health`)).status).toBe(200), {
    timeout: 30_000,
    interval: 50,
  });
  return child;
}

async function call<Data>(query: string): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const published = async () =>
  (await (await fetch(`${sandboxUrl}/_published`)).json()) as { text: string; at: string }[];

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

async function postgresPid(): Promise<number | null> {
  const text = await readFile(
    path.join(environment.DATA_DIR ?? '', 'postgres', 'data', 'postmaster.pid'),
    'utf8',
  ).catch(() => null);
  return text === null ? null : Number(text.split('\n')[0]);
}

async function stopPostgres(): Promise<void> {
  const pid = await postgresPid();
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGQUIT');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 10_000 });
  } catch {
    // It is gone already.
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('npm start', () => {
  it('publishes a scheduled post once, at its time, though everything was killed before', async () => {
    const first = await start();
    const scheduledAt = new Date(Date.now() + 5_000);
    await call(
      `mutation { createPost(input: { accounts: ["bluesky", "mastodon"], content: "on time", scheduledAt: "${scheduledAt.toISOString()}" }) { post { id } } }`,
    );
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(scheduledAt.getTime() - 2_000), { timeout: 10_000 });
    killGroup(first.pid ?? 0, 'SIGKILL');
    await once(first, 'exit');
    await start();
    const dueAt = Math.max(Date.now(), scheduledAt.getTime());
    await vi.waitFor(async () => expect(await published()).toHaveLength(2), { timeout: 10_000, interval: 50 });
    for (const { at } of await published()) {
      expect(Date.parse(at)).toBeGreaterThanOrEqual(scheduledAt.getTime());
      expect(Date.parse(at)).toBeLessThan(dueAt + 2_000);
    }
  }, 60_000);

  it.each([
    ['npm', (pid: number) => process.kill(pid, 'SIGTERM')],
    ['the process group', (pid: number) => killGroup(pid, 'SIGTERM')],
    ['a terminal’s Ctrl-C', (pid: number) => killGroup(pid, 'SIGINT')],
  ])(
    'stopped by %s finishes what it publishes, and leaves no process behind',
    async (_who, stop) => {
      environment.SANDBOX_LATENCY_MS = '700';
      const child = await start();
      await call(
        'mutation { createPost(input: { accounts: ["mastodon"], content: "finished", publish: true }) { post { id } } }',
      );
      await vi.waitFor(
        async () =>
          expect(await call('{ posts(first: 1) { nodes { deliveries { status } } } }')).toEqual({
            posts: { nodes: [{ deliveries: [{ status: 'PUBLISHING' }] }] },
          }),
        {
          timeout: 5_000,
          interval: 20,
        },
      );
      const stoppedAt = Date.now();
      stop(child.pid ?? 0);
      await once(child, 'exit');
      await vi.waitFor(async () => expect(await postgresPid()).toBeNull(), { timeout: 10_000 });
      expect(Date.now() - stoppedAt).toBeLessThan(10_000);
      await start();
      const done = { status: 'POSTED', deliveries: [{ attempts: [{ outcome: 'SUCCEEDED' }] }] };
      const query = '{ posts(first: 1) { nodes { status deliveries { attempts { outcome } } } } }';
      await vi.waitFor(async () => expect(await call(query)).toEqual({ posts: { nodes: [done] } }), {
        timeout: 10_000,
      });
      expect(await published()).toHaveLength(1);
    },
    60_000,
  );
});

describe('npm start, stopped before it has started', () => {
  const data = () => path.join(environment.DATA_DIR ?? '', 'postgres');

  const moments: [string, () => Promise<void>][] = [
    ['it listens', async () => expect((await fetch(`${url}/health`)).status).toBe(503)],
    ['PostgreSQL’s files are made', async () => expect((await readdir(data())).join()).toMatch(/data-draft-\w+(,|$)/)],
    ['PostgreSQL starts', async () => expect(await postgresPid()).not.toBeNull()],
  ];

  it.each(moments)(
    'while %s ends soon and cleanly',
    async (_moment, reached) => {
      const child = launch();
      await vi.waitFor(reached, { timeout: 30_000, interval: 5 });
      const stoppedAt = performance.now();
      killGroup(child.pid ?? 0, 'SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(performance.now() - stoppedAt).toBeLessThan(10_000);
      expect(await postgresPid()).toBeNull();
      expect((await readdir(data()).catch(() => [])).filter((name) => name !== 'data')).toEqual([]);
      await expect(fetch(url)).rejects.toThrow();
    },
    60_000,
  );

  const databaseMoments: [string, (watching: pg.Client) => Promise<void>][] = [
    [
      'another process changes the database',
      async (watching) => {
        await watching.query('select pg_advisory_lock(72707369)');
        await vi.waitFor(async () => expect(await connections(watching)).toBe(1), { timeout: 30_000 });
      },
    ],
    [
      'the demo accounts are connected',
      async (watching) => {
        const keys = async () => (await watching.query('select 1 from api_key')).rowCount;
        await vi.waitFor(async () => expect(await keys()).toBe(1), { timeout: 30_000 });
      },
    ],
  ];

  async function connections(watching: pg.Client): Promise<number | null> {
    const others = "application_name = 'postern' and datname = current_database()";
    return (await watching.query(`select 1 from pg_stat_activity where ${others}`)).rowCount;
  }

  it.each(databaseMoments)(
    'while %s ends without waiting for it',
    async (_moment, reached) => {
      await using database = await createTestDatabase();
      const watching = new pg.Client({ connectionString: database.url });
      await watching.connect();
      Object.assign(environment, { DATABASE_URL: database.url, SANDBOX_LATENCY_MS: '600000' });
      const child = launch();
      await reached(watching);
      const stoppedAt = performance.now();
      killGroup(child.pid ?? 0, 'SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(performance.now() - stoppedAt).toBeLessThan(5_000);
      await vi.waitFor(async () => expect(await connections(watching)).toBe(0));
      await watching.end();
    },
    60_000,
  );
});
