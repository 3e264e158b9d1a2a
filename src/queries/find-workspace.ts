import type { QueryContext } from './query-context.ts';

export type WorkspaceView = { id: string; name: string };

/** The actor's own workspace. */
export async function findWorkspace({ database, actor }: QueryContext): Promise<WorkspaceView> {
  return database.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId }, select: { id: true, name: true } });
}
