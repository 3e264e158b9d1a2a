import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type Database, openDatabase } from '../src/database/prisma.ts';
import { encodeEventCursor } from '../src/domain/event-cursor.ts';
import { appendEvents } from '../src/events/append-events.ts';
import { lastEventSeq } from '../src/events/event-log.ts';
import { postMoved } from '../src/events/post-moved.ts';
import { spread } from './figures.ts';
import { fillWorkspace, workspaceId } from './fill-workspace.ts';
import { posternCommand } from './postern-command.ts';
import { cpuMsOf, memoryOf } from './process-figures.ts';
import { startBenchDatabase } from './start-bench-database.ts';
import type { SubscriberOrders } from './subscriber-process.ts';
import { wallClock } from './wall-clock.ts';

const query = `subscription ($after: String) {
  postStatusChanged(after: $after) {
    cursor at previousStatus status
    post { id status content deliveries { status url account { username } } }
    delivery { id status url }
  }
}`;

/** Subscribers of other processes: how soon a change is with one, and what many cost the server, idle and at one change. */
export async function subscribe([count = '10000']: readonly string[]): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const { url: databaseUrl } = opened.use(await startBenchDatabase());
  await fillWorkspace(databaseUrl, 100);
  const database = opened.use(openDatabase(databaseUrl));
  const server = opened.use(await startServer(databaseUrl));
  const bench = { database, server };
  await one(bench);
  await many(bench, Number(count));
}

type Bench = { database: Database; server: Server };

/** A change, and when it has reached one subscriber. */
async function one(bench: Bench): Promise<void> {
  const lateness: number[] = [];
  {
    using subscriber = await startSubscribers(bench, 1);
    for (let change = 0; change < 520; change += 1) {
      const reached = subscriber.reachedAll();
      const committedAt = await commit(bench.database, change % 100);
      lateness.push((await reached) - committedAt);
      await delay(10);
    }
  }
  console.log('Committed → at a subscriber of another process, in milliseconds:');
  console.table([spread(lateness.slice(20))]);
}

/** What many subscribers cost, at rest and when something changes. */
async function many(bench: Bench, count: number): Promise<void> {
  const { database, server } = bench;
  const before = await server.memory();
  const half = Math.ceil(count / 2);
  using first = await startSubscribers(bench, half);
  using second = await startSubscribers(bench, count - half);
  await delay(2_000);
  const idle = await server.memory();
  console.log(`${count} idle subscribers, memory of the server's process after a collection:`);
  const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2);
  console.table([
    {
      'before, MB': megabytes(before.rss),
      'with them, MB': megabytes(idle.rss),
      'kB each': Math.round((idle.rss - before.rss) / 1024 / count),
    },
  ]);
  const rounds: object[] = [];
  for (let change = 0; change < 5; change += 1) {
    const cpuMs = await server.cpuMs();
    const reached = Promise.all([first.reachedAll(), second.reachedAll()]);
    const committedAt = await commit(database, change);
    const lastAt = Math.max(...(await reached));
    rounds.push({
      'at the last, ms': Math.round(lastAt - committedAt),
      'CPU, ms': Math.round((await server.cpuMs()) - cpuMs),
    });
    await delay(500);
  }
  console.log('One change to all of them:');
  console.table(rounds);
}

/** Writes a change of a post's status. Gives when it was committed. */
async function commit(database: Database, number: number): Promise<number> {
  const postId = `post_${String(number).padStart(26, '0')}`;
  await database.$transaction((tx) => appendEvents(tx, workspaceId, [postMoved(postId, 'PUBLISHING', 'POSTED')]));
  return wallClock();
}

type Server = Disposable & { url: string; cpuMs(): Promise<number>; memory(): Promise<NodeJS.MemoryUsage> };

async function startServer(databaseUrl: string): Promise<Server> {
  const child = startProcess(['--expose-gc', ...posternCommand(databaseUrl, { SOCKETS_PER_KEY: '100000' })]);
  const [url] = (await once(createInterface({ input: child.stdout ?? process.stdin }), 'line')) as [string];
  return {
    url,
    cpuMs: () => cpuMsOf(child),
    async memory() {
      // V8 gives back what a collection freed by and by.
      await memoryOf(child);
      await delay(3_000);
      return memoryOf(child);
    },
    [Symbol.dispose]: () => endProcess(child),
  };
}

/** Subscribers in one process. */
type Subscribers = Disposable & {
  /** When the next change has reached all of them. */
  reachedAll(): Promise<number>;
};

/** Serves once a first change has reached all of them. */
async function startSubscribers({ database, server }: Bench, count: number): Promise<Subscribers> {
  const after = encodeEventCursor(await lastEventSeq(database, workspaceId));
  const orders: SubscriberOrders = { url: server.url, count, payload: { query, variables: { after } } };
  const child = startProcess(['bench/subscriber-process.ts', JSON.stringify(orders)]);
  const subscribers = {
    async reachedAll() {
      const [{ reachedAllAt }] = (await once(child, 'message')) as [{ reachedAllAt: number }];
      return reachedAllAt;
    },
    [Symbol.dispose]: () => endProcess(child),
  };
  const first = subscribers.reachedAll();
  await commit(database, 0);
  await first;
  return subscribers;
}

/** Whoever waits for a message of a process that ends is told. */
function startProcess(command: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  return child.once('exit', (code) => child.emit('error', new Error(`${command[0]} ended with ${code}.`)));
}

function endProcess(child: ChildProcess): void {
  child.removeAllListeners('exit').kill('SIGKILL');
}
