import { Prisma } from '../database/generated/client.ts';
import { firstPosts } from './first-posts.ts';
import type { PageRequest } from './page-request.ts';
import type { PostBound } from './post-bounds.ts';
import type { PostPlace } from './post-cursor.ts';
import type { PostFilter } from './post-filter.ts';
import { orderings, type PostOrder } from './post-order.ts';
import { allParts, type PostParts, postRows } from './post-rows.ts';

export type PostPageRequest = PageRequest<PostPlace> & {
  order: PostOrder;
  filter: PostFilter;
  /** All of them where it is left out. */
  parts?: PostParts;
};

/**
 * Reads a page of a workspace's posts, in one row: a PostsRow. One more is looked for than the page has, to know whether there is a next;
 * what belongs to it is not read.
 */
export function pageStatement(workspaceId: string, page: PostPageRequest): Prisma.Sql {
  const { onwards } = ways(page);
  const bounds = [...boundsOf(page, 'after', page.after), ...boundsOf(page, 'before', page.before)];
  const list = { workspaceId, filter: page.filter, order: page.order };
  const order = Prisma.sql`p.key ${onwards}, p.id ${onwards}`;
  const more = Prisma.sql`(select count(*) from first) > ${page.size}`;
  const rows = postRows(page.parts ?? allParts, order, { more, behind: behind(workspaceId, page) });
  return Prisma.sql`
    with first as (${firstPosts({ ...list, way: onwards, bounds, limit: page.size + 1 })}),
      page as (select * from first p order by ${order} limit ${page.size})
    select ${rows} as posts from workspace w where w.id = ${workspaceId}`;
}

/** Whether there is a page on the side that the caller comes from: the cursor's own post lies there. Looked for from the cursor backwards. */
function behind(workspaceId: string, page: PostPageRequest): Prisma.Sql {
  const { direction, order, after, before, filter } = page;
  const start = direction === 'forward' ? after : before;
  if (start === null) return Prisma.sql`false`;
  const bounds = boundsOf(page, direction === 'forward' ? 'up to' : 'from', start);
  const list = { workspaceId, filter, order, way: ways(page).back, bounds, limit: 1 };
  return Prisma.sql`(select true from (${firstPosts(list)}) p) is not null`;
}

const ascending = Prisma.sql`asc`;
const descending = Prisma.sql`desc`;

/** The ways that keys go when the page is read, and when one goes back from it. */
function ways({ direction, order }: PostPageRequest): { onwards: Prisma.Sql; back: Prisma.Sql } {
  const up = (direction === 'forward') === (orderings[order].direction === 'asc');
  return up ? { onwards: ascending, back: descending } : { onwards: descending, back: ascending };
}

type Side = 'after' | 'before' | 'up to' | 'from';

const signs = {
  asc: { after: '>', before: '<', 'up to': '<=', from: '>=' },
  desc: { after: '<', before: '>', 'up to': '>=', from: '<=' },
} as const;

/** The bound of the posts on a side of a place, where there is one. */
function boundsOf({ order }: PostPageRequest, side: Side, place: PostPlace | null): PostBound[] {
  return place === null ? [] : [{ sign: signs[orderings[order].direction][side], place }];
}
