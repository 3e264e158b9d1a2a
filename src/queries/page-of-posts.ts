import { Prisma } from '../database/generated/client.ts';
import { requireScope } from '../domain/actor.ts';
import type { PageRequest } from './page-request.ts';
import { encodePostCursor, type PostPlace } from './post-cursor.ts';
import type { QueryContext } from './query-context.ts';
import type { WholePost } from './whole-post.ts';
import { wholePosts } from './whole-posts.ts';

export type PageOfPosts = {
  edges: { cursor: string; node: WholePost }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** The workspace's last event before the page was read. */
  eventSeq: bigint;
};

type Row = { eventSeq: bigint; behind: boolean; id: string | null; createdAt: Date | null };

/** A page of the workspace's posts, newest first. Places stay where they are, so pages neither repeat nor skip when posts come in. */
export async function pageOfPosts(context: QueryContext, page: PageRequest<PostPlace>): Promise<PageOfPosts> {
  requireScope(context.actor, 'POSTS_READ');
  const { database, actor } = context;
  const rows = await readPlaces(context, page);
  const places = rows.flatMap(({ id, createdAt }) => (id === null || createdAt === null ? [] : { id, createdAt }));
  const shown = places.slice(0, page.size);
  if (page.direction === 'backward') shown.reverse();
  const posts = await wholePosts(
    database,
    actor.workspaceId,
    shown.map(({ id }) => id),
  );
  const edges = shown.flatMap((place) => {
    const node = posts.get(place.id);
    return node === undefined ? [] : { cursor: encodePostCursor(place), node };
  });
  const more = places.length > page.size;
  const behind = rows[0]?.behind ?? false;
  const [hasNextPage, hasPreviousPage] = page.direction === 'forward' ? [more, behind] : [behind, more];
  return { edges, hasNextPage, hasPreviousPage, eventSeq: rows[0]?.eventSeq ?? 0n };
}

/** One row at least, for the event number; one more than the page, to know whether there is a next. */
function readPlaces({ database, actor }: QueryContext, page: PageRequest<PostPlace>): Promise<Row[]> {
  const order = page.direction === 'forward' ? Prisma.sql`desc` : Prisma.sql`asc`;
  const after = page.after ? Prisma.sql`and (created_at, id) < ${row(page.after)}` : Prisma.empty;
  const before = page.before ? Prisma.sql`and (created_at, id) > ${row(page.before)}` : Prisma.empty;
  return database.$queryRaw<Row[]>`
    select w.event_seq as "eventSeq", ${behind(page)} as behind, p.id, p.created_at as "createdAt"
    from workspace w left join lateral (
      select id, created_at from post where workspace_id = w.id ${after} ${before}
      order by created_at ${order}, id ${order} limit ${page.size + 1}
    ) p on true
    where w.id = ${actor.workspaceId}
    order by p.created_at ${order}, p.id ${order}`;
}

/** Whether there is a page on the side that the caller comes from. */
function behind({ direction, after, before }: PageRequest<PostPlace>): Prisma.Sql {
  if (direction === 'forward' && after)
    return Prisma.sql`exists (select 1 from post where workspace_id = w.id and (created_at, id) >= ${row(after)})`;
  if (direction === 'backward' && before)
    return Prisma.sql`exists (select 1 from post where workspace_id = w.id and (created_at, id) <= ${row(before)})`;
  return Prisma.sql`false`;
}

function row({ createdAt, id }: PostPlace): Prisma.Sql {
  return Prisma.sql`(${createdAt.toISOString()}::timestamptz, ${id})`;
}
