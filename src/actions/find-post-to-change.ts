import type { Transaction } from '../database/prisma.ts';
import { idKind } from '../domain/ids.ts';
import { Refusal } from '../domain/refusal.ts';
import type { PostStatus } from '../domain/statuses.ts';
import type { ActionContext } from './context.ts';

type PostToChange = { startedAt: Date | null; status: PostStatus; version: number };

/** Locks a post of the actor's workspace. @throws Refusal NOT_FOUND where there is none. */
export async function findPostToChange(
  tx: Transaction,
  { actor }: Pick<ActionContext, 'actor'>,
  id: string,
): Promise<PostToChange> {
  if (idKind(id) !== 'Post') throw notFound(id);
  const [post] = await tx.$queryRaw<PostToChange[]>`
    select started_at as "startedAt", status, version from post where id = ${id} and workspace_id = ${actor.workspaceId} for update`;
  if (!post) throw notFound(id);
  return post;
}

/** @throws Refusal VERSION_CONFLICT where someone has changed the post since the caller read it. */
export function checkVersion({ version }: Pick<PostToChange, 'version'>, expected: number | null | undefined): void {
  if (expected === null || expected === undefined || expected === version) return;
  const message = `The post has been changed since: it is at version ${version}, not ${expected}. Read it again, and apply your change to what it says now.`;
  throw new Refusal([
    { code: 'VERSION_CONFLICT', message, path: ['input', 'expectedVersion'], currentVersion: version },
  ]);
}

function notFound(id: string): Refusal {
  return new Refusal([
    { code: 'NOT_FOUND', message: `There is no post with the id "${id}" in this workspace.`, path: ['input', 'id'] },
  ]);
}
