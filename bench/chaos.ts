import { randomInt } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { openDatabase } from '../src/database/prisma.ts';
import { freePort } from '../test/support/free-port.ts';
import { type StoppablePostgres, startStoppablePostgres } from '../test/support/stoppable-postgres.ts';
import { connectAccounts, createPost, writePost } from './chaos-posts.ts';
import { spread } from './figures.ts';
import { benchKey } from './gateway.ts';
import { type KeptProcess, keepProcess } from './keep-process.ts';
import { playNetworks } from './play-networks.ts';
import { createRandom } from './random.ts';
import { type Damage, startStorm } from './storm.ts';
import { countLeft, type Outcome, printOutcomes, readOutcomes } from './tally.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { uploadLibrary } from './upload-library.ts';

const argumentsOf = z.strictObject({
  posts: z.coerce.number().int().min(1).default(500),
  seed: z.coerce
    .number()
    .int()
    .default(() => randomInt(1_000_000)),
  /** How long a worker holds a delivery without a sign of life; without it, as in production. */
  leaseMs: z.coerce.number().int().min(100).optional(),
  /** How long it may take until everything has settled, after the last post. */
  minutes: z.coerce.number().default(20),
});
type Settings = z.infer<typeof argumentsOf>;

const workerCount = 3;
const latencyMs = 100;
/** Between one post and the next. */
const pauseMs = 300;
const mostAheadMs = 15_000;
/** On average: so few that none reaches what a network takes in a day. */
const postsAnAccount = 6;

/**
 * Posts while workers are killed, networks fail and the database restarts, and what came of it: `posts=60 seed=7 leaseMs=2000 minutes=5`.
 * The seed repeats what is posted and what goes wrong, though not to the millisecond.
 */
export async function chaos(args: readonly string[]): Promise<void> {
  const settings = argumentsOf.parse(Object.fromEntries(args.map((argument) => argument.split('='))));
  console.log(
    `chaos ${Object.entries(settings)
      .map((entry) => entry.join('='))
      .join(' ')}`,
  );
  await using opened = new AsyncDisposableStack();
  const leave = () => {
    // What still runs meets closed doors.
    process.on('unhandledRejection', () => undefined);
    void opened.disposeAsync().finally(() => process.exit(1));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  const place = await openPlace(opened, settings);
  const { database, sandboxUrl } = place;
  const { damage, calls } = await postThroughStorm(place, settings);
  console.log(`Everything is posted; waiting until it has settled, ${settings.minutes} minutes at most …`);
  const lastAt = Date.now() + settings.minutes * 60_000;
  while (Date.now() < lastAt && (await countLeft(database)) > 0) await delay(1_000);
  const outcomes = await readOutcomes(database, sandboxUrl, markOf);
  const written = new Set(outcomes.map(({ text }) => text));
  report(place, { outcomes, damage, calls, posts: written.size });
  const wrong = outcomes.some(
    ({ status, lost, doubled }) => lost + doubled > 0 || /^P(ENDING|UBLISHING)$/.test(status),
  );
  const crashed = place.processes.some((process) => process.crashes() > 0);
  if (wrong || crashed || written.size < settings.posts) process.exitCode = 1;
}

type Place = {
  apiUrl: string;
  sandboxUrl: string;
  processes: readonly KeptProcess[];
  workers: readonly KeptProcess[];
  postgres: StoppablePostgres;
  database: ReturnType<typeof openDatabase>;
};

/** PostgreSQL, the networks, an api process and the workers, each of its own. */
async function openPlace(opened: AsyncDisposableStack, { leaseMs }: Settings): Promise<Place> {
  const folder = opened.use(await temporaryFolder());
  const postgres = opened.use(await startStoppablePostgres(path.join(folder.path, 'postgres')));
  const networks = opened.use(await playNetworks(latencyMs));
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const environment = {
    DATABASE_URL: postgres.url,
    DATA_DIR: folder.path,
    DEMO_API_KEY: benchKey,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    PUBLIC_URL: apiUrl,
    SANDBOX_URL: networks.url,
    REQUESTS_PER_MINUTE: '100000000',
  };
  const publishing = leaseMs === undefined ? {} : { leaseMs };
  const start = async (role: string, itsPort: number) => {
    const kept = opened.use(
      keepProcess({ environment: { ...environment, ROLES: role, PORT: String(itsPort) }, publishing }),
    );
    opened.defer(() => {
      for (const [said, times] of kept.errors) console.log(`${role} logged ${times} ×: ${said}`);
    });
    await kept.serves;
    return kept;
  };
  const api = await start('api', port);
  const workers = await Promise.all(Array.from({ length: workerCount }, () => start('worker', 0)));
  const database = opened.use(openDatabase(postgres.url));
  return { apiUrl, sandboxUrl: networks.url, processes: [api, ...workers], workers, postgres, database };
}

async function postThroughStorm(place: Place, { posts, seed }: Settings) {
  const library = await uploadLibrary(place.apiUrl);
  const accounts = await connectAccounts(place, Math.max(4, Math.ceil((posts * 4) / 13 / postsAnAccount)));
  console.log(`${accounts.length} accounts are connected; posting through the storm …`);
  const lastsMs = posts * pauseMs + mostAheadMs;
  const storm = startStorm(place, { seed, lastsMs });
  const random = createRandom(seed, 'posts');
  const creating: Promise<number | Error>[] = [];
  for (let index = 0; index < posts; index += 1) {
    const text = `Chaos ${seed} ${index}.`;
    const input = writePost(random, text, { accounts, library });
    const ahead = random.between(-mostAheadMs, mostAheadMs);
    const when = ahead < 0 ? { publish: true } : { scheduledAt: new Date(Date.now() + ahead).toISOString() };
    creating.push(createPost(place.apiUrl, { ...input, ...when }).catch((error: Error) => error));
    await delay(pauseMs);
  }
  const created = await Promise.all(creating);
  const refused = created.find((result) => result instanceof Error);
  if (refused !== undefined) throw refused;
  const calls = created.reduce<number>((sum, count) => sum + Number(count), 0);
  await delay(mostAheadMs);
  return { damage: await storm.stop(), calls };
}

/** What a text begins with, up to its first full stop. */
function markOf(text: string): string {
  return /Chaos \d+ \d+\./.exec(text)?.[0] ?? text;
}

type Report = { outcomes: readonly Outcome[]; damage: Damage; calls: number; posts: number };

function report({ processes }: Place, { outcomes, damage, calls, posts }: Report): void {
  printOutcomes(outcomes);
  const { kills, restarts, faults } = damage;
  const crashes = processes.reduce((sum, one) => sum + one.crashes(), 0);
  console.log(
    `${posts} posts, made by ${calls} calls. ${kills} kills of workers, ${restarts} restarts of PostgreSQL, ${crashes} crashes.`,
  );
  console.log('Faults that networks played:', faults);
  console.log('From due to settled, in milliseconds:');
  const settled = outcomes.filter(({ status }) => status === 'POSTED');
  console.table([spread(settled.map(({ tookMs }) => tookMs))]);
}
