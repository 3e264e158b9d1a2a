import { Prisma } from '../database/generated/client.ts';

type Search = string | null | undefined;

/** What a text matches that holds the words, whatever its capitals; null where nothing is asked for. */
function patternOf(search: Search): string | null {
  if (search == null || search.trim() === '') return null;
  return `%${search.replace(/[\\%_]/g, '\\$&')}%`;
}

/** The condition under which a post `p` says it in any container, or in what one says on a channel or for an account instead. */
export function says(search: Search): Prisma.Sql[] {
  const pattern = patternOf(search);
  if (pattern === null) return [];
  return [
    Prisma.sql`(
      exists (select 1 from container c where c.post_id = p.id and c.content ilike ${pattern})
      or exists (
        select 1 from override o join container c on c.id = o.container_id
        where c.post_id = p.id and o.content ilike ${pattern}))`,
  ];
}

/** The ids of those among some posts that say it. */
export function postsSayingAmong(search: Search, ids: Prisma.Sql): Prisma.Sql[] {
  const pattern = patternOf(search);
  if (pattern === null) return [];
  return [
    Prisma.sql`
      with near as materialized (
        select c.id, c.post_id, c.content ilike ${pattern} as says from container c where c.post_id = any(array(${ids})))
      select post_id from near where says
      union all
      select near.post_id from override o join near on near.id = o.container_id
      where o.content ilike ${pattern} and o.container_id = any(array(select id from near))`,
  ];
}

/** Shorter texts have none of what the index is of: any three characters that follow each other. */
const SHORTEST_INDEXED = 3;

/** The ids of all posts that say it, of any workspace, by an index; null where there is none. */
export function postsSaying(search: Search): Prisma.Sql | null {
  const pattern = patternOf(search);
  if (pattern === null || [...(search ?? '')].length < SHORTEST_INDEXED) return null;
  const found = (text: Prisma.Sql) =>
    Prisma.sql`text_grams(${text}) @> text_grams(${search}) and ${text} ilike ${pattern}`;
  return Prisma.sql`
    select c.post_id from container c where ${found(Prisma.sql`c.content`)}
    union all
    select c.post_id from override o join container c on c.id = o.container_id where ${found(Prisma.sql`o.content`)}`;
}
