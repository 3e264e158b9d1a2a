import type { DatabaseClock } from '../../src/database/database-clock.ts';
import type { Database } from '../../src/database/prisma.ts';

/** Moves the time of a database, and of a clock that reads it, by so many milliseconds. */
export async function advance(database: Database, clock: Pick<DatabaseClock, 'refresh'>, ms: number): Promise<void> {
  await database.$executeRaw`update clock_offset set offset_ms = offset_ms + ${ms}::bigint`;
  await clock.refresh();
}
