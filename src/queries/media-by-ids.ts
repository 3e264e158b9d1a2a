import { requireScope } from '../domain/actor.ts';
import { type MediaView, mediaColumns, toMediaView } from './media-view.ts';
import type { QueryContext } from './query-context.ts';

/** Media of the workspace's library by id; deleted ones are in posts alone. Who may write them, or posts, sees those that it names. */
export async function mediaByIds(
  { database, actor }: QueryContext,
  ids: readonly string[],
  scope: 'MEDIA_READ' | 'MEDIA_WRITE' | 'POSTS_WRITE' = 'MEDIA_READ',
): Promise<Map<string, MediaView>> {
  requireScope(actor, scope);
  const rows = await database.media.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: [...new Set(ids)] }, deletedAt: null },
    select: mediaColumns,
  });
  return new Map(rows.map((row) => [row.id, toMediaView(row)]));
}
