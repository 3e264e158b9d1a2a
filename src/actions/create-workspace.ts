import type { Database } from '../database/prisma.ts';
import { apiScopes } from '../domain/actor.ts';
import { newId } from '../domain/ids.ts';
import { keepKey, newKey } from './api-keys.ts';

/** Makes a workspace and its first key, which may do everything. The key is shown this once. Run by operators, not by callers. */
export async function createWorkspace(database: Database, name: string): Promise<{ workspaceId: string; key: string }> {
  const workspaceId = newId('Workspace');
  const key = newKey();
  await database.$transaction(async (tx) => {
    await tx.workspace.create({ data: { id: workspaceId, name } });
    await keepKey(tx, { workspaceId, name: 'First key', scopes: apiScopes, key });
  });
  return { workspaceId, key };
}
