import { Prisma } from '../database/generated/client.ts';
import { requireScope } from '../domain/actor.ts';
import type { PageRequest } from './page-request.ts';
import { encodePostCursor, type PostPlace } from './post-cursor.ts';
import { type PostFilter, passes } from './post-filter.ts';
import { orderings, type PostOrder } from './post-order.ts';
import type { QueryContext } from './query-context.ts';
import { type PostRow, toWholePost } from './to-whole-post.ts';
import type { WholePost } from './whole-post.ts';
import { type PostParts, postJson } from './whole-posts.ts';

export type PostPageRequest = PageRequest<PostPlace> & {
  order: PostOrder;
  filter: PostFilter;
  /** All of them where it is left out. */
  parts?: PostParts;
};

export type PageOfPosts = {
  edges: { cursor: string; node: WholePost }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** The workspace's last event before the page was read. */
  eventSeq: bigint;
};

type Row = { eventSeq: bigint; behind: boolean; time: Date | null; post: PostRow | null };

/** A page of the workspace's posts that pass a filter, each whole. Pages neither repeat nor skip when posts come in. */
export async function pageOfPosts(context: QueryContext, page: PostPageRequest): Promise<PageOfPosts> {
  requireScope(context.actor, 'POSTS_READ');
  const rows = await readRows(context, page);
  const found = rows.flatMap(({ post, time }) => (post === null ? [] : { post, time }));
  const shown = found.slice(0, page.size);
  if (page.direction === 'backward') shown.reverse();
  const edges = shown.map(({ post, time }) => ({
    cursor: encodePostCursor(page.order, { id: post.id, time }),
    node: toWholePost(post),
  }));
  const more = found.length > page.size;
  const behind = rows[0]?.behind ?? false;
  const [hasNextPage, hasPreviousPage] = page.direction === 'forward' ? [more, behind] : [behind, more];
  return { edges, hasNextPage, hasPreviousPage, eventSeq: rows[0]?.eventSeq ?? 0n };
}

/** One row at least, for the event number; one more than the page, to know whether there is a next. */
function readRows({ database, actor }: QueryContext, page: PostPageRequest): Promise<Row[]> {
  const { time, key } = orderings[page.order];
  const { onwards } = ways(page);
  const after = page.after ? Prisma.sql`and ${compare(page.order, 'after', page.after)}` : Prisma.empty;
  const before = page.before ? Prisma.sql`and ${compare(page.order, 'before', page.before)}` : Prisma.empty;
  return database.$queryRaw<Row[]>`
    select w.event_seq as "eventSeq", ${behind(page)} as behind, p.time, case when p.id is not null then ${postJson(page.parts)} end as post
    from workspace w left join lateral (
      select p.*, ${time} as time, ${key} as key from post p
      where p.workspace_id = w.id and ${passes(page.filter)} ${after} ${before}
      order by ${key} ${onwards}, p.id ${onwards} limit ${page.size + 1}
    ) p on true
    where w.id = ${actor.workspaceId}
    order by p.key ${onwards}, p.id ${onwards}`;
}

/** Whether there is a page on the side that the caller comes from: the cursor's own post lies there. Looked for from the cursor backwards. */
function behind(page: PostPageRequest): Prisma.Sql {
  const { direction, order, after, before, filter } = page;
  const start = direction === 'forward' ? after : before;
  if (start === null) return Prisma.sql`false`;
  const { key } = orderings[order];
  const { back } = ways(page);
  return Prisma.sql`(
    select true from post p
    where p.workspace_id = w.id and ${passes(filter)} and ${compare(order, direction === 'forward' ? 'up to' : 'from', start)}
    order by ${key} ${back}, p.id ${back} limit 1) is not null`;
}

const ascending = Prisma.sql`asc`;
const descending = Prisma.sql`desc`;

/** The ways that keys go when the page is read, and when one goes back from it. */
function ways({ direction, order }: PostPageRequest): { onwards: Prisma.Sql; back: Prisma.Sql } {
  const up = (direction === 'forward') === (orderings[order].direction === 'asc');
  return up ? { onwards: ascending, back: descending } : { onwards: descending, back: ascending };
}

type Side = 'after' | 'before' | 'up to' | 'from';

const comparisons = {
  asc: { after: Prisma.sql`>`, before: Prisma.sql`<`, 'up to': Prisma.sql`<=`, from: Prisma.sql`>=` },
  desc: { after: Prisma.sql`<`, before: Prisma.sql`>`, 'up to': Prisma.sql`>=`, from: Prisma.sql`<=` },
};

/** The condition under which a post lies on a side of a place. An index answers a comparison of rows, but not its negation. */
function compare(order: PostOrder, side: Side, { time, id }: PostPlace): Prisma.Sql {
  const { key, direction } = orderings[order];
  const farEnd = direction === 'asc' ? 'infinity' : '-infinity';
  const place = Prisma.sql`(${time?.toISOString() ?? farEnd}::timestamptz, ${id})`;
  return Prisma.sql`(${key}, p.id) ${comparisons[direction][side]} ${place}`;
}
