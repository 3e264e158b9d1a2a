import { Prisma } from '../database/generated/client.ts';
import { postStatuses, postTypes } from '../domain/statuses.ts';
import { deliveryConditions, postsDelivered } from './delivery-filter.ts';
import type { Wanted } from './post-filter.ts';
import { orderings, type PostOrder } from './post-order.ts';
import { hasDelivery, ofItself, rangeOf, statusesOf, times } from './post-passes.ts';
import { postsSaying, postsSayingAmong, says } from './post-search.ts';

export type FirstPosts = Wanted & {
  order: PostOrder;
  /** The way that keys go: asc or desc. */
  way: Prisma.Sql;
  /** The conditions under which a post `p` lies where it is looked for. */
  places: readonly Prisma.Sql[];
  limit: number;
};

/**
 * The first posts that pass: all of their columns, and the `key` that orders them. Statuses, types and a range of the order's own time are
 * read from an index of the order. For anything else a stretch of the order is looked through, and where that leaves the page unfilled,
 * another index gives all that passes, to be sorted: PostgreSQL believes what passes to be spread evenly over the order, and would walk on.
 */
export function firstPosts(list: FirstPosts): Prisma.Sql {
  const { key } = orderings[list.order];
  if (!looksFurther(list)) return inOrder(list, { columns: Prisma.sql`p.*, ${key} as key`, limit: list.limit });
  return Prisma.sql`select p.*, found.key from (${found(list)}) found join post p on p.id = found.id`;
}

function looksFurther(list: FirstPosts): boolean {
  return [...otherRanges(list), ...deliveryConditions(list), ...says(list.filter.search)].length > 0;
}

/** What is asked of times that posts are not ordered by. */
function otherRanges({ filter, order }: FirstPosts): Prisma.Sql[] {
  return times.flatMap((time) => (time === orderings[order].by ? [] : rangeOf(filter, time)));
}

type Reading = { columns: Prisma.Sql; limit: number; conditions?: readonly Prisma.Sql[] };

/** Read along an index: where statuses or types are asked for, each status with each type by itself, and PostgreSQL merges them. */
function inOrder(list: FirstPosts, { columns, limit, conditions = [] }: Reading): Prisma.Sql {
  const { by, direction, key } = orderings[list.order];
  const own = Prisma.sql`p.workspace_id = ${list.workspaceId}`;
  const all = [own, ...list.places, ...rangeOf(list.filter, by, direction), ...conditions];
  const read = (kind: readonly Prisma.Sql[]) => Prisma.sql`
    select ${columns} from post p where ${Prisma.join([...kind, ...all], ' and ')}
    order by ${key} ${list.way}, p.id ${list.way} limit ${limit}`;
  const kinds = kindsOf(list);
  if (kinds === null) return read([]);
  if (kinds.length === 0) return read([Prisma.sql`false`]);
  const merged = Prisma.join(kinds.map(read), ') union all (', '((', '))');
  return Prisma.sql`select * from ${merged} p order by p.key ${list.way}, p.id ${list.way} limit ${limit}`;
}

/** The conditions of each status with each type that is asked for; null where neither is. */
function kindsOf({ filter }: Wanted): Prisma.Sql[][] | null {
  const statuses = statusesOf(filter);
  if (statuses == null && filter.types == null) return null;
  const types = new Set(filter.types ?? postTypes);
  return [...new Set(statuses ?? postStatuses)].flatMap((status) =>
    [...types].map((type) => [Prisma.sql`p.status = ${status}`, Prisma.sql`p.type = ${type}`]),
  );
}

const SHORT_STRETCH = 500;
const LONG_STRETCH = 5_000;

/** Only deliveries are worth a longer one: their own index gives all of an account's, which can be many. */
function stretchesOf(list: FirstPosts): number[] {
  const long = deliveryConditions(list).length > 0 && postsSaying(list.filter.search) === null;
  return long ? [SHORT_STRETCH, LONG_STRETCH] : [SHORT_STRETCH];
}

/** The ids and keys of the first posts that pass. Each step is taken where the ones before it did not do. */
function found(list: FirstPosts): Prisma.Sql {
  const steps = stretchesOf(list).map((size, index) => ({ size, ...namesOf(index) }));
  const parts = steps.map((step, index) => lookThrough(list, { ...step, unless: steps[index - 1]?.done }));
  const results = steps.map(
    ({ passing, done }) => Prisma.sql`select * from ${passing} where (select yes from ${done})`,
  );
  const unfilled = Prisma.sql`not (select yes from ${steps.at(-1)?.done})`;
  return Prisma.sql`
    with ${Prisma.join(parts)} ${Prisma.join(results, ' union all ')} union all (${everywhere(list, unfilled)})`;
}

function namesOf(index: number) {
  const name = (of: string) => Prisma.raw(`${of}_${index}`);
  return { stretch: name('stretch'), passing: name('passing'), done: name('done') };
}

type Step = ReturnType<typeof namesOf> & { size: number; unless: Prisma.Sql | undefined };

/** The first posts of the order, which of them pass, and whether that does: the page is full, or there are no more posts. */
function lookThrough(list: FirstPosts, { stretch, passing, done, size, unless }: Step): Prisma.Sql {
  const { key } = orderings[list.order];
  const inRanges = Prisma.join([Prisma.sql`true`, ...otherRanges(list)], ' and ');
  const columns = Prisma.sql`p.id, ${key} as key, ${inRanges} as in_ranges`;
  const conditions = unless === undefined ? [] : [Prisma.sql`not (select yes from ${unless})`];
  const ids = Prisma.sql`select id from ${stretch}`;
  const further = [...postsDeliveredAmong(list, ids), ...postsSayingAmong(list.filter.search, ids)];
  const passes = [Prisma.sql`p.in_ranges`, ...further.map((postIds) => Prisma.sql`p.id in (${postIds})`)];
  return Prisma.sql`
    ${stretch} as materialized (${inOrder(list, { columns, limit: size, conditions })}),
    ${passing} as materialized (
      select p.id, p.key from ${stretch} p where ${Prisma.join(passes, ' and ')}
      order by p.key ${list.way}, p.id ${list.way} limit ${list.limit}),
    ${done} as materialized (
      select (select count(*) from ${passing}) = ${list.limit} or (select count(*) from ${stretch}) < ${size} as yes)`;
}

/** The ids of those among some posts that have such a delivery. */
function postsDeliveredAmong(list: FirstPosts, ids: Prisma.Sql): Prisma.Sql[] {
  const conditions = deliveryConditions(list);
  if (conditions.length === 0) return [];
  const all = Prisma.join([Prisma.sql`d.post_id = any(array(${ids}))`, ...conditions], ' and ');
  return [Prisma.sql`select d.post_id from delivery d where ${all}`];
}

/** By the index that promises the fewest; where there is none, most posts pass, and are met along the order. */
function everywhere(list: FirstPosts, condition: Prisma.Sql): Prisma.Sql {
  const { key } = orderings[list.order];
  const saying = postsSaying(list.filter.search);
  const said = saying === null ? says(list.filter.search) : [];
  if (saying !== null) return sorted(list, [condition, among(saying), ...hasDelivery(list)]);
  if (otherRanges(list).length > 0) return sorted(list, [condition, ...hasDelivery(list), ...said]);
  const delivered = postsDelivered(list);
  if (delivered !== null) return sorted(list, [condition, among(delivered), ...said]);
  const conditions = [condition, ...hasDelivery(list), ...said];
  return inOrder(list, { columns: Prisma.sql`p.id, ${key} as key`, limit: list.limit, conditions });
}

function among(ids: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`p.id = any(array(${ids}))`;
}

/** Everything is read before it is sorted: "offset 0" keeps PostgreSQL from walking along the order instead. */
function sorted(list: FirstPosts, conditions: readonly Prisma.Sql[]): Prisma.Sql {
  const { key } = orderings[list.order];
  const all = Prisma.join([...conditions, ofItself(list), ...list.places], ' and ');
  return Prisma.sql`
    select p.id, p.key from (select p.id, ${key} as key from post p where ${all} offset 0) p
    order by p.key ${list.way}, p.id ${list.way} limit ${list.limit}`;
}
