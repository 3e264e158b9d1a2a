import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { publishingRooms } from '../../src/platforms/index.ts';
import { cases } from '../platforms/cases.ts';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { made } from '../support/posts.ts';
import { outcomesOf } from './outcomes.ts';
import { type Shape, shapesOf, uploadLibrary } from './shapes.ts';
import { shortTimes } from './short-times.ts';

/** As many leases as 60 s are with the defaults, whose lease is 10 s. */
const frozenMs = 6 * shortTimes.leaseMs;
const encryptionKey = 'ab'.repeat(32);

/** They find out in different ways what a lost call did: by their own key, by a list, by both, by the state of a container. */
const networks = ['bluesky', 'x', 'mastodon', 'threads'];

let dataDir: string;
let app: TestApp;
let shapes: Shape[];

beforeAll(async () => {
  const environment = { ENCRYPTION_KEY: encryptionKey, SANDBOX_LATENCY_MS: '20' };
  dataDir = await mkdtemp(path.join(tmpdir(), 'postern-frozen-'));
  app = await startTestApp({ dataDir, roles: ['api', 'sandbox'], environment });
  const library = await uploadLibrary(app);
  shapes = [];
  for (const roomCase of cases.filter(({ network }) => networks.includes(network))) {
    const room = publishingRooms.get(roomCase.network);
    if (!room) continue;
    shapes.push(...(await shapesOf(app, library, { room, roomCase })).filter(({ name }) => name === 'text'));
  }
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

type Round = Map<string, Shape>;

async function publishAll(mark: string): Promise<Round> {
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
  const round: Round = new Map();
  for (const shape of shapes) {
    const { deliveries } = await made(app, 'createPost', { ...shape.input(mark), publish: true });
    for (const { id } of deliveries) round.set(id, shape);
  }
  return round;
}

/** Another worker, in this process. */
async function settleAll(): Promise<void> {
  await using worker = await startTestApp({
    databaseUrl: app.app.store?.databaseUrl ?? '',
    dataDir,
    roles: ['worker'],
    sandboxUrl: app.sandbox.url,
    networksOf: app,
    publishing: shortTimes,
    environment: { ENCRYPTION_KEY: encryptionKey, PUBLIC_URL: app.url },
  });
  await worker.settle();
}

/** A worker that is frozen when each delivery has come to a point of one of its calls. */
function startWorker(point: string, holds: Record<string, number>): ChildProcess {
  const environment = {
    DATABASE_URL: app.app.store?.databaseUrl ?? '',
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: encryptionKey,
    DEMO_API_KEY: testApiKey,
    PUBLIC_URL: app.url,
    ROLES: 'worker',
    PORT: '0',
    SANDBOX_URL: app.sandbox.url,
  };
  const orders = {
    environment,
    publishing: shortTimes,
    point,
    holds,
    acceptedMs: 0,
    signal: 'SIGSTOP',
    logLevel: 'warn',
  };
  return spawn(process.execPath, ['test/support/worker-process.ts', JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Reads a process's lines until they are enough. */
async function read(lines: Interface, isEnough: (line: string) => boolean): Promise<void> {
  const enough = Promise.withResolvers<void>();
  const listen = (line: string) => isEnough(line) && enough.resolve();
  lines.on('line', listen);
  await enough.promise;
  lines.off('line', listen);
}

/** All that is written about deliveries, and how many calls the networks have had. */
async function allThatIsWritten(): Promise<unknown> {
  const [rows] = await app.database.$queryRaw<{ rows: unknown }[]>`
    select json_build_array(
      (select json_agg(d order by d.id) from delivery d), (select json_agg(s order by s.id) from step s),
      (select json_agg(a order by a.id) from attempt a), (select json_agg(s order by s.id) from segment s),
      (select json_agg(e order by e.workspace_id, e.seq) from event e), (select json_agg(p order by p.id) from post p)) as rows`;
  const requests = (await (await fetch(`${app.sandbox.url}/_requests`)).json()) as unknown[];
  return { rows, requests: requests.length };
}

describe('a worker that is frozen for longer than its lease, and goes on', () => {
  /** Which of its calls publishes, by the kind of post. */
  const commits = new Map<Shape, number>();

  test('publishes each text on every network where it is not frozen', async () => {
    const round = await publishAll('undisturbed');
    await settleAll();
    for (const [deliveryId, shape] of round) {
      const steps = await app.database.step.findMany({ where: { deliveryId }, orderBy: { position: 'asc' } });
      commits.set(
        shape,
        steps.findIndex(({ kind }) => kind === 'COMMIT'),
      );
    }
    expect([...commits.values()]).not.toContain(-1);
  });

  test.for([
    ['just before it sends', 'before_send'],
    ['when the network has answered', 'answered'],
  ] as const)('%s, sends and writes nothing: another has taken over, and published once', async ([, point]) => {
    const round = await publishAll(point);
    const holds = Object.fromEntries([...round].map(([deliveryId, shape]) => [deliveryId, commits.get(shape) ?? 0]));
    const worker = startWorker(point, holds);
    const lines = createInterface({ input: worker.stdout as NonNullable<ChildProcess['stdout']> });
    try {
      await read(lines, (line) => line === 'frozen');
      const frozen = delay(frozenMs);
      await settleAll();
      await frozen;
      const before = await allThatIsWritten();
      const left = new Set(round.keys());
      const goneOn = read(lines, (line) => {
        const { msg, deliveryId } = JSON.parse(line) as { msg: string; deliveryId: string };
        if (msg === 'Another worker has taken this delivery over.') left.delete(deliveryId);
        return left.size === 0;
      });
      worker.kill('SIGCONT');
      await goneOn;
      expect(await allThatIsWritten()).toEqual(before);
    } finally {
      worker.kill('SIGKILL');
    }
    for (const outcome of (await outcomesOf(app, [...round.keys()])).values())
      expect(outcome).toMatchObject({ status: 'POSTED', lost: 0, doubled: 0, misplaced: 0 });
  });

  test('in the middle of a transaction, holds up nobody for long: its locks are taken from it', async () => {
    const round = await publishAll('mid-transaction');
    const locking = new pg.Client({ connectionString: app.app.store?.databaseUrl });
    await locking.connect();
    await locking.query('begin; select 1 from workspace for no key update');
    const worker = startWorker('none', {});
    const lines = createInterface({ input: worker.stdout as NonNullable<ChildProcess['stdout']> });
    try {
      const waits = async () =>
        expect(
          await app.database.$queryRaw<unknown[]>`
            select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ).toHaveLength(1);
      await vi.waitFor(waits, { timeout: 20_000, interval: 20 });
      worker.kill('SIGSTOP');
      await locking.query('commit');
      const deliveries = await app.database.delivery.count();
      const unlocked = async () =>
        expect((await locking.query('select 1 from delivery for update skip locked')).rowCount).toBe(deliveries);
      await vi.waitFor(unlocked, { timeout: 15_000, interval: 100 });
      await settleAll();
      const before = await allThatIsWritten();
      const goneOn = read(lines, (line) => /connection to the database broke|Looking for due/.test(line));
      worker.kill('SIGCONT');
      await goneOn;
      expect(await allThatIsWritten()).toEqual(before);
    } finally {
      worker.kill('SIGKILL');
      await locking.end();
    }
    for (const outcome of (await outcomesOf(app, [...round.keys()])).values())
      expect(outcome).toMatchObject({ status: 'POSTED', lost: 0, doubled: 0, misplaced: 0 });
  });
});
