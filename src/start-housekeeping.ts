import { forgetIdempotencyKeys } from './actions/forget-idempotency-keys.ts';
import type { Config } from './config.ts';
import type { Database, Transaction } from './database/prisma.ts';
import { forgetEvents } from './events/forget-events.ts';
import type { Log } from './log.ts';
import { forgetJournals } from './publishing/forget-journals.ts';
import { startChore } from './scheduler/chore.ts';

type Housekeeping = { database: Database; log: Log } & Pick<Config, 'eventsKeptDays'>;

const everyMs = 60 * 60 * 1000;
const journalsKeptDays = 30;

/** Rows that one transaction removes: their locks are held for some milliseconds. */
const batch = 1_000;

/** Removes every hour what nobody can ask for any more. Jobs that are done pg-boss removes by itself, after a week. */
export function startHousekeeping(housekeeping: Housekeeping): AsyncDisposable {
  const { log } = housekeeping;
  return startChore({
    everyMs,
    async run(signal) {
      const removed = await keepHouse(housekeeping, signal);
      if (Object.values(removed).some((count) => count > 0)) log.info({ removed }, 'What was too old was removed.');
    },
    onError: (error) => log.error({ error }, 'Housekeeping failed; it is tried again in an hour.'),
  });
}

/** Removes events, idempotency keys and journals that are too old, batch by batch; gives how many of each. */
export async function keepHouse(
  { database, eventsKeptDays }: Omit<Housekeeping, 'log'>,
  signal: AbortSignal,
): Promise<{ events: number; idempotencyKeys: number; steps: number }> {
  const inBatches = async (forget: (tx: Transaction) => Promise<number>) => {
    let removed = 0;
    for (let more = true; more && !signal.aborted; ) {
      const count = await alone(database, forget);
      removed += count;
      more = count >= batch;
    }
    return removed;
  };
  return {
    events: await inBatches((tx) => forgetEvents(tx, eventsKeptDays, batch)),
    idempotencyKeys: await inBatches((tx) => forgetIdempotencyKeys(tx, batch)),
    steps: await inBatches((tx) => forgetJournals(tx, { keptDays: journalsKeptDays, batch })),
  };
}

/** One process at a time: another one has nothing to do meanwhile. */
function alone(database: Database, forget: (tx: Transaction) => Promise<number>): Promise<number> {
  return database.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<[{ ours: boolean }]>`
      select pg_try_advisory_xact_lock(hashtextextended('postern housekeeping', 0)) as ours`;
    return lock.ours ? forget(tx) : 0;
  });
}
