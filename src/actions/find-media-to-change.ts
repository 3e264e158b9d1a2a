import type { Transaction } from '../database/prisma.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ActionContext } from './context.ts';

/** Locks a medium of the actor's library: no post can take it up meanwhile. @throws Refusal NOT_FOUND where there is none. */
export async function findMediaToChange(
  tx: Transaction,
  { actor }: Pick<ActionContext, 'actor'>,
  id: string,
): Promise<{ mimeType: string }> {
  const [medium] = await tx.$queryRaw<{ mimeType: string }[]>`
    select mime_type as "mimeType" from media
    where id = ${id} and workspace_id = ${actor.workspaceId} and deleted_at is null for update`;
  if (medium) return medium;
  const message = `There is no medium with the id "${id}" in this workspace.`;
  throw new Refusal([{ code: 'NOT_FOUND', message, path: ['input', 'id'] }]);
}
