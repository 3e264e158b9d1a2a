import { Prisma } from '../database/generated/client.ts';
import type { DeliveryStatus, PostStatus, PostType } from '../domain/statuses.ts';
import { created, occurs, scheduled } from './post-order.ts';

type Maybe<Value> = Value | null | undefined;
type Range = { from: Maybe<Date>; to: Maybe<Date> };

/** Null = no filter; an empty list matches nothing. */
export type PostFilter = {
  statuses?: Maybe<readonly PostStatus[]>;
  types?: Maybe<readonly PostType[]>;
  deliveryStatuses?: Maybe<readonly DeliveryStatus[]>;
  networks?: Maybe<readonly string[]>;
  accountIds?: Maybe<readonly string[]>;
  occursFrom?: Maybe<Date>;
  occursTo?: Maybe<Date>;
  scheduledFrom?: Maybe<Date>;
  scheduledTo?: Maybe<Date>;
  createdFrom?: Maybe<Date>;
  createdTo?: Maybe<Date>;
  search?: Maybe<string>;
};

/** The condition under which a post `p` passes a filter. */
export function passes(filter: PostFilter): Prisma.Sql {
  const conditions = [
    ...among(Prisma.sql`p.status`, filter.statuses),
    ...among(Prisma.sql`p.type`, filter.types),
    ...within(created, { from: filter.createdFrom, to: filter.createdTo }),
    ...within(scheduled.asc, { from: filter.scheduledFrom, to: filter.scheduledTo }),
    ...within(occurs.asc, { from: filter.occursFrom, to: filter.occursTo }),
    ...hasDelivery(filter),
    ...says(filter.search),
  ];
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' and ');
}

function among(column: Prisma.Sql, values: Maybe<readonly string[]>): Prisma.Sql[] {
  return values == null ? [] : [Prisma.sql`${column} = any(${[...values]}::text[])`];
}

/** Where there is no time the key is infinite, and lies in no range. */
function within(key: Prisma.Sql, { from, to }: Range): Prisma.Sql[] {
  if (from == null && to == null) return [];
  const until = Prisma.sql`${key} < ${to?.toISOString() ?? 'infinity'}::timestamptz`;
  return from == null ? [until] : [Prisma.sql`${key} >= ${from.toISOString()}::timestamptz`, until];
}

/** One delivery that is all that is asked for, not several that are it together. */
function hasDelivery({ deliveryStatuses, networks, accountIds }: PostFilter): Prisma.Sql[] {
  const conditions = [
    ...among(Prisma.sql`d.status`, deliveryStatuses),
    ...onNetworks(networks),
    ...among(Prisma.sql`d.account_id`, accountIds),
  ];
  if (conditions.length === 0) return [];
  return [
    ...notAllLive(deliveryStatuses),
    Prisma.sql`exists (select 1 from delivery d where d.post_id = p.id and ${Prisma.join(conditions, ' and ')})`,
  ];
}

/** A workspace has few accounts: they are looked up once, and not for every delivery. */
function onNetworks(networks: Maybe<readonly string[]>): Prisma.Sql[] {
  if (networks == null) return [];
  return [
    Prisma.sql`d.account_id = any(array(
      select a.id from account a where a.workspace_id = p.workspace_id and a.channel = any(${[...networks]}::text[])))`,
  ];
}

/** All deliveries of a post that is POSTED are live, so most posts need no look at their deliveries. */
function notAllLive(deliveryStatuses: Maybe<readonly DeliveryStatus[]>): Prisma.Sql[] {
  const live = deliveryStatuses?.some((status) => status === 'POSTED' || status === 'REMOVED') ?? true;
  return live ? [] : [Prisma.sql`p.status <> 'POSTED'`];
}

/** Text that stands in any container, or in what one says on a channel or for an account instead. */
function says(search: Maybe<string>): Prisma.Sql[] {
  if (search == null || search.trim() === '') return [];
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return [
    Prisma.sql`(
      exists (select 1 from container c where c.post_id = p.id and c.content ilike ${pattern})
      or exists (
        select 1 from override o join container c on c.id = o.container_id
        where c.post_id = p.id and o.content ilike ${pattern}))`,
  ];
}
