import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishingRooms } from '../../src/platforms/index.ts';
import { cases } from '../platforms/cases.ts';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { made } from '../support/posts.ts';
import { type Cell, printTable } from './cells.ts';
import { type Outcome, outcomesOf } from './outcomes.ts';
import { type Shape, shapesOf, uploadLibrary } from './shapes.ts';
import { shortTimes } from './short-times.ts';

const encryptionKey = 'ab'.repeat(32);
/** Leases that outlast the moves of the clock while a worker lives; when it is dead the clock is moved beyond them. */
const publishing = {
  ...shortTimes,
  leaseMs: 120_000,
  // What is held keeps its place.
  concurrency: 500,
};
/** Half of it is the way to the network, half the way back. */
const latencyMs = 300;

/** Before the request leaves; after the network accepted and before the answer arrived; after the answer and before it was written. */
const points = ['before_send', 'accepted', 'answered'] as const;

/** The networks to try, where not all are. */
const chosen = process.env.KILL_NETWORKS?.split(',');

let database: TestDatabase;
let dataDir: string;
let app: TestApp;
let shapes: Shape[];
const cells: Cell[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'postern-kill-'));
  const environment = { ENCRYPTION_KEY: encryptionKey, SANDBOX_LATENCY_MS: String(latencyMs) };
  app = await startTestApp({ databaseUrl: database.url, dataDir, roles: ['api', 'sandbox'], environment });
  const library = await uploadLibrary(app);
  shapes = [];
  for (const roomCase of cases.filter(({ network }) => chosen === undefined || chosen.includes(network))) {
    const room = publishingRooms.get(roomCase.network);
    if (room) shapes.push(...(await shapesOf(app, library, { room, roomCase, points })));
  }
});
afterAll(async () => {
  printTable(cells);
  await app[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

type Orders = { points: Record<string, string>; holds: Record<string, number> };

function startWorker(orders: Orders): ChildProcess {
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: encryptionKey,
    DEMO_API_KEY: testApiKey,
    PUBLIC_URL: app.url,
    ROLES: 'worker',
    PORT: '0',
    SANDBOX_URL: app.sandbox.url,
  };
  const argument = JSON.stringify({ environment, publishing, point: null, acceptedMs: latencyMs * 0.75, ...orders });
  return spawn(process.execPath, ['test/support/worker-process.ts', argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** A worker of this process: it moves the clock from one due time to the next. */
async function settleAll(): Promise<void> {
  await using worker = await startTestApp({
    databaseUrl: database.url,
    dataDir,
    roles: ['worker'],
    sandboxUrl: app.sandbox.url,
    networksOf: app,
    publishing,
    environment: { ENCRYPTION_KEY: encryptionKey, PUBLIC_URL: app.url },
  });
  await worker.advance(publishing.leaseMs + publishing.marginMs);
  await worker.settle();
}

type Round = Map<string, { shape: Shape; postId: string }>;

/** Publishes one post of each shape, and gives them by their delivery. */
async function publishAll(wanted: readonly Shape[], mark: string): Promise<Round> {
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
  const round: Round = new Map();
  for (const shape of wanted) {
    const draft = await made(app, 'createPost', shape.input(mark));
    const [delivery] = draft.deliveries;
    if (delivery) round.set(delivery.id, { shape, postId: draft.id });
  }
  for (const { postId } of round.values()) await made(app, 'publishPost', { id: postId });
  return round;
}

async function outcomes(round: Round): Promise<Map<Shape, Outcome>> {
  const found = await outcomesOf(app, [...round.keys()]);
  return new Map([...round].map(([deliveryId, { shape }]) => [shape, found.get(deliveryId) as Outcome]));
}

/** A worker that has not come to all its points by then is killed where it is. */
const patienceMs = 20_000;

/**
 * Waits until a worker has killed itself, and gives the deliveries that it was held at. The clock is moved for it where it waits for a
 * network to work on what it was sent; how often it asks then differs, so that a delivery may be done before its point comes.
 */
async function untilDead(worker: ChildProcess): Promise<Set<string>> {
  const exited = once(worker, 'exit');
  const held = new Set<string>();
  if (worker.stdout) createInterface({ input: worker.stdout }).on('line', (deliveryId) => held.add(deliveryId));
  const impatience = setTimeout(() => worker.kill('SIGKILL'), patienceMs);
  const moving = new AbortController();
  const moves = (async () => {
    while (!moving.signal.aborted) {
      await delay(250, undefined, { signal: moving.signal }).catch(() => undefined);
      await app.database.$executeRaw`
        update clock_offset set offset_ms = offset_ms + coalesce((
          select greatest(0, extract(epoch from min(due_at) - app_now()) * 1000)::bigint from delivery
          where due_at > app_now() + interval '300 milliseconds' and lease_until is null), 0)`;
      await app.app.store?.clock.refresh();
    }
  })();
  expect(await exited).toEqual([null, 'SIGKILL']);
  clearTimeout(impatience);
  moving.abort();
  await moves;
  return held;
}

/** More calls than any post takes. */
const maxCalls = 16;

describe('a worker that is killed while it publishes', () => {
  /** How many calls each kind of post takes where nothing happens. */
  const lengths = new Map<string, number>();
  const kindOf = ({ network, name }: Shape) => `${network} ${name}`;

  test('publishes every kind of post on every network where it is not', async () => {
    const round = await publishAll(
      shapes.filter(({ point }) => point === points[0]),
      'undisturbed',
    );
    await settleAll();
    for (const [shape, outcome] of await outcomes(round)) {
      expect({ kind: kindOf(shape), ...outcome }).toMatchObject({
        status: 'POSTED',
        lost: 0,
        doubled: 0,
        misplaced: 0,
      });
      lengths.set(kindOf(shape), outcome.calls);
    }
  });

  test.for(Array.from({ length: maxCalls }, (_, call) => call))('at every point of call %i', async (call) => {
    const wanted = shapes.filter((shape) => (lengths.get(kindOf(shape)) ?? 0) > call);
    if (wanted.length === 0) return;
    const round = await publishAll(wanted, `call ${call}`);
    const holds = Object.fromEntries([...round.keys()].map((deliveryId) => [deliveryId, call]));
    const pointsOf = Object.fromEntries([...round].map(([deliveryId, { shape }]) => [deliveryId, shape.point]));
    const held = await untilDead(startWorker({ points: pointsOf, holds }));
    await settleAll();
    const heldShapes = new Set([...held].map((deliveryId) => round.get(deliveryId)?.shape));
    const seen = [...(await outcomes(round))].map(([shape, outcome]) => ({ shape, call, outcome }));
    cells.push(...seen.filter(({ shape }) => heldShapes.has(shape)));
    const wrong = seen.filter((cell) => !isRight(cell));
    expect(wrong.map(({ shape, outcome }) => ({ kind: kindOf(shape), point: shape.point, ...outcome }))).toEqual([]);
  });
});

/** Nothing is lost, doubled or under a wrong parent; and where the network can tell what became of a call, it is not left to a person. */
function isRight({ shape, outcome }: Cell): boolean {
  if (outcome.doubled + outcome.misplaced > 0) return false;
  if (outcome.status === 'POSTED') return outcome.lost === 0;
  const undecidable = Object.values(publishingRooms.get(shape.network)?.lost ?? {}).some((ways) =>
    ways.every((way) => way.by === 'look' && way.absence === 'no_proof'),
  );
  return outcome.status === 'UNKNOWN' && undecidable;
}
