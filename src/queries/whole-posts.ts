import { Prisma } from '../database/generated/client.ts';
import type { Database } from '../database/prisma.ts';
import { allParts, type PostsRow, postRows } from './post-rows.ts';
import { readPosts } from './read-posts.ts';
import type { WholePost } from './whole-post.ts';

/** Posts of a workspace by id, each with its whole tree and the event number of the same snapshot. Ids of no post of it are left out. */
export async function wholePosts(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, WholePost>> {
  if (ids.length === 0) return new Map();
  const [row] = await database.$queryRaw<PostsRow[]>`
    with page as (select * from post where workspace_id = ${workspaceId} and id = any(${[...new Set(ids)]}::text[]))
    select ${postRows(allParts, Prisma.sql`p.id`)} as posts from workspace w where w.id = ${workspaceId}`;
  const { posts } = readPosts(row);
  return new Map(posts.map((post) => [post.id, post]));
}
