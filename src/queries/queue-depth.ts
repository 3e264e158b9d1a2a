import type { Database } from '../database/prisma.ts';

/** How much waits, in all workspaces together. */
export type QueueDepth = {
  /** Deliveries that are due and that no worker has. */
  due: number;
  /** Deliveries that go on at a later time: they wait for a network, or for their next attempt. */
  later: number;
  unknown: number;
  paused: number;
  /** Posts whose time has not come. */
  scheduled: number;
};

/** Counts what waits, in one statement over partial indexes: what has settled costs nothing. */
export async function queueDepth(database: Database): Promise<QueueDepth> {
  const [depth] = await database.$queryRaw<[QueueDepth]>`
    select
      (select count(*) from delivery where due_at <= app_now() and (lease_until is null or lease_until < app_now()))::int as due,
      (select count(*) from delivery where due_at > app_now())::int as later,
      (select count(*) from delivery where status = 'UNKNOWN')::int as unknown,
      (select count(*) from delivery where status = 'PAUSED')::int as paused,
      (select count(*) from post where scheduled_at is not null and started_at is null)::int as scheduled`;
  return depth;
}
