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

/** What is sent to the database. Its values stand in the text as $1, $2 and so on. */
type Statement = { text: string; values: unknown[] };

type Given = {
  workspaceId: string;
  size: number;
  /** One more than the page has, to know whether there is a next; what belongs to it is not read. */
  sought: number;
};

/** Reads a page of a workspace's posts, in one row. Answers a PostsRow. */
export function pageStatement(workspaceId: string, page: PostPageRequest): Statement {
  const given = { workspaceId, size: page.size, sought: page.size + 1 };
  if (!isPlain(page)) return build(page, given);
  const { text, names } = plainStatement(page);
  return { text, values: names.map((name) => given[name]) };
}

/** From its start, and of everything: most pages are. */
function isPlain({ after, before, filter }: PostPageRequest): boolean {
  return after === null && before === null && Object.values(filter).every((asked) => asked == null);
}

/** What plain statements have where values come in: each is none that a page can have. */
const places: Given = { workspaceId: 'workspaceId', size: -1, sought: -2 };
const givenNames: readonly (keyof Given)[] = ['workspaceId', 'size', 'sought'];

function nameOf(value: unknown): keyof Given {
  const found = givenNames.find((name) => places[name] === value);
  if (found === undefined) throw new Error(`A plain statement has a value of its own: ${String(value)}.`);
  return found;
}

/** A text, and which of the values each place of it takes. */
type PlainStatement = { text: string; names: readonly (keyof Given)[] };

const plainStatements = new Map<string, PlainStatement>();

/** Putting it together costs a server more than sending it, so each is kept: there are as many as orders, directions and sets of parts. */
function plainStatement(page: PostPageRequest): PlainStatement {
  const key = `${page.order} ${page.direction} ${keyOf(page.parts ?? allParts)}`;
  const kept = plainStatements.get(key);
  if (kept !== undefined) return kept;
  const { text, values } = build(page, places);
  const made = { text, names: values.map(nameOf) };
  plainStatements.set(key, made);
  return made;
}

function keyOf({ containers, overrides, deliveries, segments, attempts }: PostParts): string {
  return `${containers} ${overrides} ${deliveries} ${segments} ${attempts}`;
}

function build(page: PostPageRequest, { workspaceId, size, sought }: Given): Prisma.Sql {
  const { onwards } = ways(page);
  const bounds = [...boundsOf(page, 'after', page.after), ...boundsOf(page, 'before', page.before)];
  const list = { workspaceId, filter: page.filter, order: page.order };
  const order = Prisma.sql`p.key ${onwards}, p.id ${onwards}`;
  const more = Prisma.sql`(select count(*) from first) > ${size}`;
  const rows = postRows(page.parts ?? allParts, order, { more, behind: behind(workspaceId, page) });
  return Prisma.sql`
    with first as (${firstPosts({ ...list, way: onwards, bounds, limit: sought })}),
      page as (select * from first p order by ${order} limit ${size})
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
