import { Prisma } from '../database/generated/client.ts';
import type { PostPlace } from './post-cursor.ts';
import type { PostFilter } from './post-filter.ts';
import { orderings, type PostOrder } from './post-order.ts';
import { askedOf } from './post-passes.ts';

/** How the keys and ids of posts compare with those of a place. */
export type PostBound = { sign: '>' | '>=' | '<' | '<='; place: PostPlace };

type Along = { order: PostOrder; filter: PostFilter; bounds: readonly PostBound[] };

const signs = {
  '>': Prisma.sql`>`,
  '>=': Prisma.sql`>=`,
  '<': Prisma.sql`<`,
  '<=': Prisma.sql`<=`,
} as const;

/**
 * The conditions under which a post `p` lies within bounds, and in the range that is asked of the order's own time. Of two conditions on the
 * same side only the narrower is given: PostgreSQL starts at a comparison of rows, and walks from there to where the other begins.
 */
export function alongOrder({ order, filter, bounds }: Along): Prisma.Sql[] {
  const { key } = orderings[order];
  const { lower, upper } = rangeAlong(order, filter);
  const near = bounds.filter(({ sign, place }) => {
    const time = timeAlong(order, place);
    if (isUpper(sign)) return upper === null || upper > time;
    return lower === null || lower < time || (lower === time && lower !== Number.NEGATIVE_INFINITY);
  });
  const conditions = near.map(({ sign, place }) => {
    const at = Prisma.sql`(${toSql(timeAlong(order, place))}, ${place.id})`;
    return Prisma.sql`(${key}, p.id) ${signs[sign]} ${at}`;
  });
  if (lower !== null && near.every(({ sign }) => isUpper(sign)))
    conditions.push(
      Prisma.sql`${key} ${lower === Number.NEGATIVE_INFINITY ? signs['>'] : signs['>=']} ${toSql(lower)}`,
    );
  if (upper !== null && !near.some(({ sign }) => isUpper(sign))) conditions.push(Prisma.sql`${key} < ${toSql(upper)}`);
  return conditions;
}

function isUpper(sign: PostBound['sign']): boolean {
  return sign === '<' || sign === '<=';
}

/** Where there is no time the key is infinite, as the place's is, and lies in no range. */
function rangeAlong(order: PostOrder, filter: PostFilter): { lower: number | null; upper: number | null } {
  const { by, direction } = orderings[order];
  const { from, to } = askedOf(filter)[by];
  if (from == null && to == null) return { lower: null, upper: null };
  const [first, last] = direction === 'asc' ? [null, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, null];
  return { lower: from?.getTime() ?? first, upper: to?.getTime() ?? last };
}

function timeAlong(order: PostOrder, { time }: PostPlace): number {
  const farEnd = orderings[order].direction === 'asc' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return time?.getTime() ?? farEnd;
}

function toSql(time: number): Prisma.Sql {
  const text = Number.isFinite(time) ? new Date(time).toISOString() : time > 0 ? 'infinity' : '-infinity';
  return Prisma.sql`${text}::timestamptz`;
}
