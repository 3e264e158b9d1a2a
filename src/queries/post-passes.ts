import { Prisma } from '../database/generated/client.ts';
import { postStatusesWith } from '../domain/post-status.ts';
import type { PostStatus } from '../domain/statuses.ts';
import { among } from './among.ts';
import { deliveryConditions } from './delivery-filter.ts';
import type { PostFilter, Wanted } from './post-filter.ts';
import { created, occurs, type PostTime, scheduled } from './post-order.ts';
import { says } from './post-search.ts';

type Range = { from: Date | null | undefined; to: Date | null | undefined };

/** The condition under which a post `p` is in the workspace and passes the filter. */
export function passes(wanted: Wanted): Prisma.Sql {
  return Prisma.join([ofItself(wanted), ...hasDelivery(wanted), ...says(wanted.filter.search)], ' and ');
}

/** The part of it that a post's own row answers. */
export function ofItself({ workspaceId, filter }: Wanted): Prisma.Sql {
  const conditions = [
    Prisma.sql`p.workspace_id = ${workspaceId}`,
    ...among('p.status', statusesOf(filter)),
    ...among('p.type', filter.types),
    ...times.flatMap((time) => rangeOf(filter, time)),
  ];
  return Prisma.join(conditions, ' and ');
}

/** The statuses of the posts that can pass. */
export function statusesOf({ statuses, deliveryStatuses }: PostFilter): readonly PostStatus[] | null | undefined {
  if (deliveryStatuses == null) return statuses;
  const possible = postStatusesWith(deliveryStatuses);
  return statuses == null ? possible : statuses.filter((status) => possible.includes(status));
}

/** One delivery that is all that is asked for, not several that are it together. */
export function hasDelivery(wanted: Wanted): Prisma.Sql[] {
  const conditions = deliveryConditions(wanted);
  if (conditions.length === 0) return [];
  return [Prisma.sql`exists (select 1 from delivery d where d.post_id = p.id and ${Prisma.join(conditions, ' and ')})`];
}

export const times: readonly PostTime[] = ['created', 'scheduled', 'occurs'];
const keys = { created, scheduled: scheduled.asc, occurs: occurs.asc };

/** What is asked of a time of a post's. Where there is no time the key is infinite, and lies in no range. */
export function rangeOf(filter: PostFilter, time: PostTime): Prisma.Sql[] {
  const { from, to } = askedOf(filter)[time];
  if (from == null && to == null) return [];
  const key = keys[time];
  const until = Prisma.sql`${key} < ${to?.toISOString() ?? 'infinity'}::timestamptz`;
  return from == null ? [until] : [Prisma.sql`${key} >= ${from.toISOString()}::timestamptz`, until];
}

export function askedOf(filter: PostFilter): Record<PostTime, Range> {
  return {
    created: { from: filter.createdFrom, to: filter.createdTo },
    scheduled: { from: filter.scheduledFrom, to: filter.scheduledTo },
    occurs: { from: filter.occursFrom, to: filter.occursTo },
  };
}
