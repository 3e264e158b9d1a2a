import type { Database } from '../database/prisma.ts';
import { keptForMs } from './once.ts';

/** Removes idempotency keys whose time is over, a batch at most; gives how many. */
export function forgetIdempotencyKeys(database: Pick<Database, '$executeRaw'>, batch: number): Promise<number> {
  return database.$executeRaw`
    delete from idempotency_key where ctid = any(array(
      select ctid from idempotency_key where created_at < app_now() - ${keptForMs} * interval '1 millisecond'
      limit ${batch} for update skip locked))`;
}
