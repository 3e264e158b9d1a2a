import { requireScope } from '../domain/actor.ts';
import type { QueryContext } from './query-context.ts';
import type { WholePost } from './whole-post.ts';
import { wholePosts } from './whole-posts.ts';

/** Posts of the workspace by id. Who may write posts may see those that it wrote. */
export async function postsByIds(
  { database, actor }: QueryContext,
  ids: readonly string[],
  scope: 'POSTS_READ' | 'POSTS_WRITE' = 'POSTS_READ',
): Promise<Map<string, WholePost>> {
  requireScope(actor, scope);
  return wholePosts(database, actor.workspaceId, ids);
}
