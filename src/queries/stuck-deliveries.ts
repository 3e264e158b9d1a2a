import type { Database } from '../database/prisma.ts';
import type { DeliveryError } from '../domain/delivery-error.ts';

/**
 * How a delivery stands still. UNKNOWN, PAUSED: that is its status. HELD: a worker has been at it for long. WAITS: it has been on its way
 * for long, and goes on later. It is due and not taken: its network allows no call (LIMITED), another delivery is in flight on its
 * account (BEHIND), or no worker takes it (LEFT).
 */
export type Standstill = 'UNKNOWN' | 'PAUSED' | 'HELD' | 'WAITS' | 'LIMITED' | 'BEHIND' | 'LEFT';

export type StuckDelivery = {
  id: string;
  postId: string;
  network: string;
  username: string;
  standstill: Standstill;
  since: Date;
  /** Why it is UNKNOWN or PAUSED, or what its last attempt met. */
  error: DeliveryError | null;
  /** The process that has it, or had it last. */
  holder: string | null;
  /** The last call in its journal. */
  lastCall: string | null;
  dueAt: Date | null;
  /** When its network allows the next call. */
  allowedAt: Date | null;
  /** The delivery in flight on its account. */
  laneDeliveryId: string | null;
};

/** How long a delivery may be due, and how long on its way, before it counts as stuck. */
export type Patience = { dueMs: number; onItsWayMs: number; limit: number };

/** What stands still in all workspaces, the longest first: for whoever runs Postern, and no caller. Partial indexes find all of it. */
export function stuckDeliveries(database: Database, { dueMs, onItsWayMs, limit }: Patience): Promise<StuckDelivery[]> {
  return database.$queryRaw<StuckDelivery[]>`
    with settled as (
      select id, updated_at as since, status as standstill from delivery where status in ('UNKNOWN', 'PAUSED')
    ), on_its_way as (
      select d.id, begun.since,
        case when d.lease_until >= app_now() then 'HELD' when d.due_at > app_now() then 'WAITS' else 'LEFT' end as standstill
      from delivery d cross join lateral (
        select min(a.started_at) as since from attempt a
        where a.delivery_id = d.id and a.started_at >= coalesce((
          select max(e.finished_at) from attempt e
          where e.delivery_id = d.id and e.outcome not in ('RUNNING', 'ABANDONED')), '-infinity')
      ) begun
      where d.due_at is not null and d.status = 'PUBLISHING' and begun.since < app_now() - ${onItsWayMs} * interval '1 millisecond'
    ), due as (
      select id, due_at as since, 'LEFT' as standstill from delivery
      where due_at < app_now() - ${dueMs} * interval '1 millisecond' and (lease_until is null or lease_until < app_now())
    ), not_started as (
      select d.id, p.scheduled_at as since, 'LEFT' as standstill from post p join delivery d on d.post_id = p.id
      where p.started_at is null and p.scheduled_at < app_now() - ${dueMs} * interval '1 millisecond'
    ), stuck as (
      select distinct on (id) * from (
        select * from settled union all select * from on_its_way union all select * from due union all select * from not_started
      ) found order by id, since
    )
    select d.id, d.post_id as "postId", a.channel as network, a.username, stuck.since, d.error, d.lease_holder as holder,
      d.due_at as "dueAt", greatest(a.next_allowed_at, a.publish_allowed_at) as "allowedAt", a.lane_delivery_id as "laneDeliveryId",
      (select s.name from step s where s.delivery_id = d.id order by s.position desc limit 1) as "lastCall",
      case when stuck.standstill <> 'LEFT' then stuck.standstill
        when greatest(a.next_allowed_at, a.publish_allowed_at) > app_now() then 'LIMITED'
        when a.lane_delivery_id <> d.id then 'BEHIND' else 'LEFT' end as standstill
    from stuck join delivery d on d.id = stuck.id join account a on a.id = d.account_id
    order by stuck.since, d.id limit ${limit}`;
}
