import type { Transaction } from '../database/prisma.ts';
import { requireScope } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ActionContext } from './context.ts';
import { findMediaToChange } from './find-media-to-change.ts';

/**
 * Takes a medium out of the library. Posts that were published with it go on showing it.
 * @throws Refusal: NOT_FOUND, or MEDIA_IN_USE while a post that is not wholly posted uses it.
 */
export async function deleteMedia(context: ActionContext, { id }: { id: string }): Promise<{ deletedId: string }> {
  requireScope(context.actor, 'MEDIA_WRITE');
  await context.database.$transaction(async (tx) => {
    await findMediaToChange(tx, context, id);
    await refuseWhileUsed(tx, id);
    await tx.$executeRaw`update media set deleted_at = app_now() where id = ${id}`;
  });
  return { deletedId: id };
}

async function refuseWhileUsed(tx: Transaction, mediaId: string): Promise<void> {
  const uses = await tx.containerMedia.findMany({
    where: { mediaId, container: { post: { status: { not: 'POSTED' } } } },
    select: { container: { select: { postId: true } } },
  });
  const postIds = [...new Set(uses.map(({ container }) => container.postId))].sort();
  if (postIds.length === 0) return;
  const shown = postIds.slice(0, 5).join(', ');
  const message = `Posts that are not wholly posted use this medium: ${shown}${postIds.length > 5 ? ' and more' : ''}. Take it out there, or delete them, first.`;
  throw new Refusal([{ code: 'MEDIA_IN_USE', message, path: ['input', 'id'] }]);
}
