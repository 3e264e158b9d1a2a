import { Prisma } from '../database/generated/client.ts';
import { requireScope } from '../domain/actor.ts';
import { encodeMediaCursor, type MediaPlace } from './media-cursor.ts';
import { inLibrary, type MediaFilter } from './media-filter.ts';
import { type MediaView, toMediaView } from './media-view.ts';
import type { PageRequest } from './page-request.ts';
import type { QueryContext } from './query-context.ts';

export type PageOfMedia = {
  edges: { cursor: string; node: MediaView }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
};

type Row = Parameters<typeof toMediaView>[0];
type MediaPageRequest = PageRequest<MediaPlace> & { filter: MediaFilter };

/** A page of the workspace's library, newest first. Places stay where they are, so pages neither repeat nor skip when media come in. */
export async function pageOfMedia(context: QueryContext, page: MediaPageRequest): Promise<PageOfMedia> {
  requireScope(context.actor, 'MEDIA_READ');
  const rows = await readRows(context, page);
  const shown = rows.slice(0, page.size);
  if (page.direction === 'backward') shown.reverse();
  const edges = shown.map((row) => ({ cursor: encodeMediaCursor(row), node: toMediaView(row) }));
  const more = rows.length > page.size;
  const behind = await isAnythingBehind(context, page);
  const [hasNextPage, hasPreviousPage] = page.direction === 'forward' ? [more, behind] : [behind, more];
  return { edges, hasNextPage, hasPreviousPage };
}

/** One more than the page, to know whether there is a next. */
function readRows({ database, actor }: QueryContext, page: MediaPageRequest): Promise<Row[]> {
  const reading = page.direction === 'forward' ? Prisma.sql`desc` : Prisma.sql`asc`;
  const after = page.after ? Prisma.sql`and (m.created_at, m.id) < ${place(page.after)}` : Prisma.empty;
  const before = page.before ? Prisma.sql`and (m.created_at, m.id) > ${place(page.before)}` : Prisma.empty;
  return database.$queryRaw<Row[]>`
    select m.id, m.kind, m.filename, m.mime_type as "mimeType", m.bytes, m.width, m.height, m.duration_ms as "durationMs",
      m.alt_text as "altText", m.created_at as "createdAt"
    from media m where ${inLibrary(actor, page.filter)} ${after} ${before}
    order by m.created_at ${reading}, m.id ${reading} limit ${page.size + 1}`;
}

/** Whether there is a page on the side that the caller comes from. */
async function isAnythingBehind({ database, actor }: QueryContext, page: MediaPageRequest): Promise<boolean> {
  const from = page.direction === 'forward' ? page.after : page.before;
  if (from === null) return false;
  const side = page.direction === 'forward' ? Prisma.sql`>=` : Prisma.sql`<=`;
  const rows = await database.$queryRaw<unknown[]>`
    select 1 from media m where ${inLibrary(actor, page.filter)} and (m.created_at, m.id) ${side} ${place(from)} limit 1`;
  return rows.length > 0;
}

function place({ createdAt, id }: MediaPlace): Prisma.Sql {
  return Prisma.sql`(${createdAt.toISOString()}::timestamptz, ${id})`;
}
