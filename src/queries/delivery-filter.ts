import { Prisma } from '../database/generated/client.ts';
import type { DeliveryStatus } from '../domain/statuses.ts';
import { among } from './among.ts';
import type { Wanted } from './post-filter.ts';

/** What a delivery `d` of a post that passes is. */
export function deliveryConditions({ workspaceId, filter }: Wanted): Prisma.Sql[] {
  const { deliveryStatuses, networks, accountIds } = filter;
  // A workspace has few accounts: they are looked up once, and not for every delivery.
  const onNetworks = among('a.channel', networks).map(
    (condition) => Prisma.sql`d.account_id = any(array(
      select a.id from account a where a.workspace_id = ${workspaceId} and ${condition}))`,
  );
  return [...among('d.status', deliveryStatuses), ...among('d.account_id', accountIds), ...onNetworks];
}

/** Deliveries are found by these without their post: the rest of them is what most deliveries are. */
const indexed: readonly DeliveryStatus[] = ['FAILED', 'UNKNOWN', 'PAUSED', 'REMOVED'];

/** The ids of all posts with such a delivery, if of other workspaces too, by an index; null where there is none. */
export function postsDelivered(wanted: Wanted): Prisma.Sql | null {
  const { deliveryStatuses, networks, accountIds } = wanted.filter;
  const byStatus = deliveryStatuses?.every((status) => indexed.includes(status)) ?? false;
  if (networks == null && accountIds == null && !byStatus) return null;
  const conditions = deliveryConditions(wanted);
  if (byStatus) conditions.push(Prisma.sql`d.workspace_id = ${wanted.workspaceId}`);
  return Prisma.sql`select d.post_id from delivery d where ${Prisma.join(conditions, ' and ')}`;
}

/**
 * The ids of up to so many posts with a delivery to these accounts, where nothing else is asked of it. In the order of the accounts' own index,
 * for without one PostgreSQL would look for so many anywhere.
 */
export function someDelivered({ workspaceId, filter }: Wanted, limit: number): Prisma.Sql | null {
  const { deliveryStatuses, networks, accountIds } = filter;
  if (deliveryStatuses != null || (networks == null && accountIds == null)) return null;
  const accounts = [
    Prisma.sql`a.workspace_id = ${workspaceId}`,
    ...among('a.id', accountIds),
    ...among('a.channel', networks),
  ];
  return Prisma.sql`
    select d.post_id from account a cross join lateral (
      select d.post_id from delivery d where d.account_id = a.id order by d.due_at limit ${limit}) d
    where ${Prisma.join(accounts, ' and ')} limit ${limit}`;
}

/** The ids of those among some posts that have such a delivery. */
export function postsDeliveredAmong(wanted: Wanted, ids: Prisma.Sql): Prisma.Sql[] {
  const conditions = deliveryConditions(wanted);
  if (conditions.length === 0) return [];
  const all = Prisma.join([Prisma.sql`d.post_id = any(array(${ids}))`, ...conditions], ' and ');
  return [Prisma.sql`select d.post_id from delivery d where ${all}`];
}
