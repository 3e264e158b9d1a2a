import type { PublishingDeps } from './work.ts';

const hourMs = 3_600_000;

/** What there is to do in the database, and how long until there is more. */
export type Waiting = {
  /** Scheduled posts whose time has come. */
  posts: boolean;
  /** Deliveries that are due on accounts that cannot publish. */
  blocked: boolean;
  /** Deliveries that are PAUSED on accounts that can publish again. */
  resumable: boolean;
  /** Deliveries that are due, and that no worker has. */
  deliveries: boolean;
  /** Until something becomes due that isn't yet; timers beyond some weeks fire at once, so an hour at most. */
  nextInMs: number;
};

/** Looks at all that a worker may have to do, in one statement: mostly there is nothing. */
export async function lookAround({ database }: Pick<PublishingDeps, 'database'>): Promise<Waiting> {
  const [found] = await database.$queryRaw<[Omit<Waiting, 'nextInMs'> & { ms: number | null }]>`
    select exists (select 1 from post where started_at is null and scheduled_at <= app_now()) as posts,
      exists (
        select 1 from account a where a.status <> 'ACTIVE' and exists (
          select 1 from delivery d where d.account_id = a.id and d.due_at <= app_now() and (d.lease_until is null or d.lease_until < app_now()))
      ) as blocked,
      exists (
        select 1 from delivery d join account a on a.id = d.account_id where d.status = 'PAUSED' and a.status = 'ACTIVE'
      ) as resumable,
      exists (select 1 from delivery where due_at <= app_now() and (lease_until is null or lease_until < app_now())) as deliveries,
      extract(epoch from least(
        (select min(due_at) from delivery where due_at > app_now()),
        (select min(scheduled_at) from post where started_at is null and scheduled_at > app_now())
      ) - app_now())::float8 * 1000 as ms`;
  const { ms, ...waiting } = found;
  return { ...waiting, nextInMs: Math.max(1, Math.min(ms ?? hourMs, hourMs)) };
}
