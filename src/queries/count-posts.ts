import { requireScope } from '../domain/actor.ts';
import type { PostFilter } from './post-filter.ts';
import { passes } from './post-passes.ts';
import type { QueryContext } from './query-context.ts';

/** How many of the workspace's posts pass a filter. */
export async function countPosts({ database, actor }: QueryContext, filter: PostFilter): Promise<number> {
  requireScope(actor, 'POSTS_READ');
  const [row] = await database.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from post p where ${passes({ workspaceId: actor.workspaceId, filter })}`;
  return row?.count ?? 0;
}
