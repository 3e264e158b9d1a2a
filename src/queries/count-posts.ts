import { requireScope } from '../domain/actor.ts';
import type { QueryContext } from './query-context.ts';

/** How many posts the workspace has. */
export async function countPosts({ database, actor }: QueryContext): Promise<number> {
  requireScope(actor, 'POSTS_READ');
  return database.post.count({ where: { workspaceId: actor.workspaceId } });
}
