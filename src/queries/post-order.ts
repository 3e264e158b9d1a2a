import { Prisma } from '../database/generated/client.ts';

export type PostOrder =
  | 'CREATED_DESC'
  | 'CREATED_ASC'
  | 'SCHEDULED_ASC'
  | 'SCHEDULED_DESC'
  | 'OCCURS_ASC'
  | 'OCCURS_DESC';

type Ordering = {
  direction: 'asc' | 'desc';
  /** The time that posts are ordered by, which may be null. */
  time: Prisma.Sql;
  /** The same with nulls at the far end of time, where they come last and compare like any other. */
  key: Prisma.Sql;
};

export const created = Prisma.sql`p.created_at`;
/** Each has an index in each direction, on these very expressions. */
export const scheduled = {
  time: Prisma.sql`p.scheduled_at`,
  asc: Prisma.sql`coalesce(p.scheduled_at, 'infinity'::timestamptz)`,
  desc: Prisma.sql`coalesce(p.scheduled_at, '-infinity'::timestamptz)`,
};
export const occurs = {
  time: Prisma.sql`coalesce(p.scheduled_at, p.started_at)`,
  asc: Prisma.sql`coalesce(p.scheduled_at, p.started_at, 'infinity'::timestamptz)`,
  desc: Prisma.sql`coalesce(p.scheduled_at, p.started_at, '-infinity'::timestamptz)`,
};

export const orderings: Readonly<Record<PostOrder, Ordering>> = {
  CREATED_DESC: { direction: 'desc', time: created, key: created },
  CREATED_ASC: { direction: 'asc', time: created, key: created },
  SCHEDULED_ASC: { direction: 'asc', time: scheduled.time, key: scheduled.asc },
  SCHEDULED_DESC: { direction: 'desc', time: scheduled.time, key: scheduled.desc },
  OCCURS_ASC: { direction: 'asc', time: occurs.time, key: occurs.asc },
  OCCURS_DESC: { direction: 'desc', time: occurs.time, key: occurs.desc },
};
