import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { Database } from './prisma.ts';

/** The database's time, read without asking it. Disposing ends the measuring. */
export type DatabaseClock = Clock &
  Disposable & {
    /** Measures again. Only needed where the database's time was moved. */
    refresh(): Promise<void>;
  };

const REFRESH_MS = 30_000;
const SAMPLES = 3;

const answer = z.tuple([z.object({ now: z.date() })]);

/** Measures the database's time, and does so again every half minute. Where the database can't be reached the last measure holds. */
export async function startDatabaseClock(database: Pick<Database, '$queryRaw'>): Promise<DatabaseClock> {
  let offsetMs = await measure(database);
  let measured = 0;
  let begun = 0;

  async function refresh(): Promise<void> {
    begun += 1;
    const number = begun;
    const latest = await measure(database);
    // Of two at once the one that began last holds: the other may have asked before the time was moved.
    if (number < measured) return;
    measured = number;
    offsetMs = latest;
  }

  const timer = setInterval(() => void refresh().catch(() => {}), REFRESH_MS).unref();
  return {
    now: () => new Date(performance.now() + offsetMs),
    refresh,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

type Sample = { offsetMs: number; roundTripMs: number };

/** How far the database's time is ahead of performance.now(), which no one sets: by the quickest of a few answers, for one may have had to connect first. */
async function measure(database: Pick<Database, '$queryRaw'>): Promise<number> {
  const samples: Sample[] = [];
  for (let count = 0; count < SAMPLES; count += 1) samples.push(await ask(database));
  return samples.reduce((best, sample) => (sample.roundTripMs < best.roundTripMs ? sample : best)).offsetMs;
}

async function ask(database: Pick<Database, '$queryRaw'>): Promise<Sample> {
  const askedAt = performance.now();
  const [{ now }] = answer.parse(await database.$queryRaw`select app_now() as now`);
  const roundTripMs = performance.now() - askedAt;
  return { offsetMs: now.getTime() - (askedAt + roundTripMs / 2), roundTripMs };
}
