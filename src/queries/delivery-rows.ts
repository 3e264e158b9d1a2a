import { Prisma } from '../database/generated/client.ts';
import type { DeliveryError } from '../domain/delivery-error.ts';
import type { AttemptOutcome, DeliveryStatus } from '../domain/statuses.ts';
import { jsonTime } from './json-time.ts';
import { noRows } from './no-rows.ts';

export type SegmentRow = [
  id: string,
  containerId: string,
  mediaPosition: number | null,
  remoteId: string | null,
  url: string | null,
  publishedAt: string | null,
  removedAt: string | null,
];

const segmentRows = Prisma.sql`(
  select coalesce(json_agg(json_build_array(
    s.id, s.container_id, s.media_position, s.remote_id, s.url,
    ${jsonTime('s.published_at')}, ${jsonTime('s.removed_at')}) order by s.position), '[]')
  from segment s where s.delivery_id = d.id)`;

export type AttemptRow = [
  id: string,
  outcome: AttemptOutcome,
  error: DeliveryError | null,
  startedAt: string,
  finishedAt: string | null,
];

const attemptRows = Prisma.sql`(
  select coalesce(json_agg(json_build_array(
    t.id, t.outcome, t.error, ${jsonTime('t.started_at')}, ${jsonTime('t.finished_at')}) order by t.started_at, t.id), '[]')
  from (select * from attempt where delivery_id = d.id order by started_at desc, id desc limit 50) t)`;

export type DeliveryRow = [
  id: string,
  accountId: string,
  status: DeliveryStatus,
  error: DeliveryError | null,
  publishedAt: string | null,
  dueAt: string | null,
  segments: SegmentRow[],
  attempts: AttemptRow[],
];

/** The deliveries of a post `p`, with the parts that are asked for. */
export function deliveryRows({ segments, attempts }: { segments: boolean; attempts: boolean }): Prisma.Sql {
  return Prisma.sql`(
    select coalesce(json_agg(json_build_array(
      d.id, d.account_id, d.status, d.error, ${jsonTime('d.published_at')}, ${jsonTime('d.due_at')},
      ${segments ? segmentRows : noRows}, ${attempts ? attemptRows : noRows}) order by d.id), '[]')
    from delivery d where d.post_id = p.id)`;
}
