import { Prisma } from '../database/generated/client.ts';
import { postStatuses, postTypes } from '../domain/statuses.ts';
import { deliveryConditions, postsDelivered, postsDeliveredAmong, someDelivered } from './delivery-filter.ts';
import { alongOrder, type PostBound } from './post-bounds.ts';
import type { Wanted } from './post-filter.ts';
import { orderings, type PostOrder } from './post-order.ts';
import { hasDelivery, ofItself, rangeOf, statusesOf, times } from './post-passes.ts';
import { postsSaying, postsSayingAmong, says } from './post-search.ts';

export type FirstPosts = Wanted & {
  order: PostOrder;
  /** The way that keys go: asc or desc. */
  way: Prisma.Sql;
  /** Where they are looked for. */
  bounds: readonly PostBound[];
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
  const { key } = orderings[list.order];
  const all = [Prisma.sql`p.workspace_id = ${list.workspaceId}`, ...alongOrder(list), ...conditions];
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

/** How much is looked through before an index is asked for all: reading it costs about as much as a page's own parts do. */
const SHORT_STRETCH = 500;
const LONG_STRETCH = 2_000;
const SHORT_RANGE = 5_000;
const FEW_DELIVERIES = 300;

/** The ids and keys of the first posts that pass. Each step is taken where the ones before it did not do. */
function found(list: FirstPosts): Prisma.Sql {
  const steps = [...stepsOf(list).entries()].map(([number, step]) => ({ ...step, ...namesOf(number) }));
  const parts = steps.map((step, number) => take(list, { ...step, unless: steps[number - 1]?.done }));
  const results = steps.map(
    ({ passing, done }) => Prisma.sql`select * from ${passing} where (select yes from ${done})`,
  );
  const unfilled = Prisma.sql`not (select yes from ${steps.at(-1)?.done})`;
  return Prisma.sql`
    with ${Prisma.join(parts)} ${Prisma.join(results, ' union all ')} union all (${everywhere(list, unfilled)})`;
}

function namesOf(number: number) {
  const name = (of: string) => Prisma.raw(`${of}_${number}`);
  return { stretch: name('stretch'), passing: name('passing'), done: name('done') };
}

type Step = { size: number; by: 'order' | 'times' | 'deliveries' };

/** Where one post is looked for, it is mostly the very first: the one of a cursor. */
function stepsOf(list: FirstPosts): Step[] {
  const steps: Step[] = [{ size: SHORT_STRETCH, by: 'order' }];
  if (list.limit === 1) steps.unshift({ size: 1, by: 'order' });
  const ranged = otherRanges(list).length > 0;
  if (ranged) steps.push({ size: SHORT_RANGE, by: 'times' });
  if (someDelivered(list, FEW_DELIVERIES) !== null) steps.push({ size: FEW_DELIVERIES, by: 'deliveries' });
  if (!ranged && indexFor(list)?.of === 'deliveries') steps.push({ size: LONG_STRETCH, by: 'order' });
  return steps;
}

type NamedStep = Step & ReturnType<typeof namesOf> & { unless: Prisma.Sql | undefined };

/** Some posts, the first of them that pass, and whether that does, or what was read before it. */
function take(list: FirstPosts, step: NamedStep): Prisma.Sql {
  const { stretch, passing, done, unless } = step;
  const before = unless === undefined ? Prisma.sql`false` : Prisma.sql`(select yes from ${unless})`;
  const { posts, does } = reading(list, step, Prisma.sql`not ${before}`);
  return Prisma.sql`
    ${stretch} as materialized (${posts}),
    ${passing} as materialized (${passingOf(list, stretch)}),
    ${done} as materialized (select ${before} or ${does} as yes)`;
}

/** What a step reads. It does where the page is full of posts in order, or where there is no more to read. */
function reading(list: FirstPosts, step: NamedStep, condition: Prisma.Sql) {
  const { by, size, stretch, passing } = step;
  const fewer = Prisma.sql`(select count(*) from ${stretch}) < ${size}`;
  if (by === 'order') {
    const full = Prisma.sql`(select count(*) from ${passing}) = ${list.limit}`;
    const posts = inOrder(list, { columns: columnsOf(list), limit: size, conditions: [condition] });
    return { posts, does: Prisma.sql`${full} or ${fewer}` };
  }
  if (by === 'times') return { posts: Prisma.sql`${all(list, [condition])} limit ${size}`, does: fewer };
  const delivered = someDelivered(list, size);
  return {
    posts: all(list, [condition, Prisma.sql`p.id = any(array(${delivered}))`]),
    does: Prisma.sql`(select count(*) from (${delivered}) d) < ${size}`,
  };
}

function columnsOf(list: FirstPosts): Prisma.Sql {
  const inRanges = Prisma.join([Prisma.sql`true`, ...otherRanges(list)], ' and ');
  return Prisma.sql`p.id, ${orderings[list.order].key} as key, ${inRanges} as in_ranges`;
}

/** All whose own row passes, in no order. */
function all(list: FirstPosts, conditions: readonly Prisma.Sql[]): Prisma.Sql {
  const own = Prisma.join([...conditions, ofItself(list), ...alongOrder(list)], ' and ');
  return Prisma.sql`select ${columnsOf(list)} from post p where ${own}`;
}

/**
 * The first of some posts that pass. What is asked of more than their own row is asked once for all of those that passed before, texts first,
 * since deliveries cost more to look up; as a column, since PostgreSQL might ask it again for each as a condition.
 */
function passingOf(list: FirstPosts, posts: Prisma.Sql, index?: Index['of']): Prisma.Sql {
  const ids = Prisma.sql`select id from passed`;
  const saying = index === 'texts' ? [] : postsSayingAmong(list.filter.search, ids);
  const delivered = index === 'deliveries' ? [] : postsDeliveredAmong(list, ids);
  const inRanges = Prisma.sql`select p.id, p.key from ${posts} p where p.in_ranges`;
  const passing = [...saying, ...delivered].reduce(
    (passed, postIds) => Prisma.sql`
      with passed as materialized (${passed})
      select p.id, p.key from (select p.id, p.key, p.id in (${postIds}) as passes from passed p) p where p.passes`,
    inRanges,
  );
  return Prisma.sql`select * from (${passing}) p order by p.key ${list.way}, p.id ${list.way} limit ${list.limit}`;
}

type Index = { of: 'texts' | 'deliveries'; ids: Prisma.Sql };

/** The index that promises the fewest of all posts. */
function indexFor(list: FirstPosts): Index | null {
  const saying = postsSaying(list.filter.search);
  if (saying !== null) return { of: 'texts', ids: saying };
  const delivered = postsDelivered(list);
  return delivered === null ? null : { of: 'deliveries', ids: delivered };
}

/** By that index, or by other times, and sorted; where there is neither, most posts pass, and are met along the order. */
function everywhere(list: FirstPosts, condition: Prisma.Sql): Prisma.Sql {
  const index = indexFor(list);
  if (index === null && otherRanges(list).length === 0) {
    const conditions = [condition, ...hasDelivery(list), ...says(list.filter.search)];
    return Prisma.sql`
      select p.id, p.key from (${inOrder(list, { columns: columnsOf(list), limit: list.limit, conditions })}) p`;
  }
  const indexed = index === null ? [] : [Prisma.sql`p.id = any(array(${index.ids}))`];
  return Prisma.sql`
    with everywhere as materialized (${all(list, [condition, ...indexed])})
    ${passingOf(list, Prisma.sql`everywhere`, index?.of)}`;
}
