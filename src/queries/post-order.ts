import { Prisma } from '../database/generated/client.ts';
import type { WholePost } from './whole-post.ts';

export type PostOrder =
  | 'CREATED_DESC'
  | 'CREATED_ASC'
  | 'SCHEDULED_ASC'
  | 'SCHEDULED_DESC'
  | 'OCCURS_ASC'
  | 'OCCURS_DESC';

export type PostTime = 'created' | 'scheduled' | 'occurs';

type Times = Pick<WholePost, 'createdAt' | 'scheduledAt' | 'startedAt'>;

type Ordering = {
  direction: 'asc' | 'desc';
  by: PostTime;
  /** The time that posts are ordered by, or null. */
  timeOf(post: Times): string | null;
  /** The same in SQL, with nulls at the far end of time, where they come last and compare like any other. */
  key: Prisma.Sql;
};

export const created = Prisma.sql`p.created_at`;
/** Each has an index in each direction, on these very expressions. */
export const scheduled = {
  asc: Prisma.sql`coalesce(p.scheduled_at, 'infinity'::timestamptz)`,
  desc: Prisma.sql`coalesce(p.scheduled_at, '-infinity'::timestamptz)`,
};
export const occurs = {
  asc: Prisma.sql`coalesce(p.scheduled_at, p.started_at, 'infinity'::timestamptz)`,
  desc: Prisma.sql`coalesce(p.scheduled_at, p.started_at, '-infinity'::timestamptz)`,
};

const byCreated = ({ createdAt }: Times) => createdAt;
const byScheduled = ({ scheduledAt }: Times) => scheduledAt;
const byOccurs = ({ scheduledAt, startedAt }: Times) => scheduledAt ?? startedAt;

export const orderings: Readonly<Record<PostOrder, Ordering>> = {
  CREATED_DESC: { direction: 'desc', by: 'created', timeOf: byCreated, key: created },
  CREATED_ASC: { direction: 'asc', by: 'created', timeOf: byCreated, key: created },
  SCHEDULED_ASC: { direction: 'asc', by: 'scheduled', timeOf: byScheduled, key: scheduled.asc },
  SCHEDULED_DESC: { direction: 'desc', by: 'scheduled', timeOf: byScheduled, key: scheduled.desc },
  OCCURS_ASC: { direction: 'asc', by: 'occurs', timeOf: byOccurs, key: occurs.asc },
  OCCURS_DESC: { direction: 'desc', by: 'occurs', timeOf: byOccurs, key: occurs.desc },
};
