import type { Transaction } from '../database/prisma.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ActionContext } from './context.ts';

/** Locks a post of the actor's workspace. @throws Refusal NOT_FOUND where there is none. */
export async function findPostToChange(
  tx: Transaction,
  { actor }: Pick<ActionContext, 'actor'>,
  id: string,
): Promise<{ startedAt: Date | null }> {
  const [post] = await tx.$queryRaw<{ startedAt: Date | null }[]>`
    select started_at as "startedAt" from post where id = ${id} and workspace_id = ${actor.workspaceId} for update`;
  if (post) return post;
  throw new Refusal([
    { code: 'NOT_FOUND', message: `There is no post with the id "${id}" in this workspace.`, path: ['input', 'id'] },
  ]);
}
