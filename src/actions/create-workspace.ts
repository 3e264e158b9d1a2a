import { createHash, randomBytes } from 'node:crypto';
import type { Database, Transaction } from '../database/prisma.ts';
import { apiScopes } from '../domain/actor.ts';
import { newId } from '../domain/ids.ts';

const prefixLength = 16;

/** Makes a workspace and its first key, which may do everything. The key is shown this once. Run by operators, not by callers. */
export async function createWorkspace(database: Database, name: string): Promise<{ workspaceId: string; key: string }> {
  const workspaceId = newId('Workspace');
  const key = newKey();
  await database.$transaction(async (tx) => {
    await tx.workspace.create({ data: { id: workspaceId, name } });
    await keepKey(tx, { workspaceId, name: 'First key', key });
  });
  return { workspaceId, key };
}

/** A key: what it is for, an id that people recognise it by, 256 random bits. */
export function newKey(): string {
  return `postern_${randomBytes(6).toString('hex')}_${randomBytes(32).toString('base64url')}`;
}

/** Keeps a key with every scope, as its hash. A key that is kept already stays as it is. */
export async function keepKey(
  tx: Transaction,
  { workspaceId, name, key }: { workspaceId: string; name: string; key: string },
): Promise<void> {
  const hash = createHash('sha256').update(key).digest();
  const lookup = hash.toString('hex').slice(0, 16);
  const data = {
    id: newId('ApiKey'),
    workspaceId,
    name,
    prefix: key.slice(0, prefixLength),
    lookup,
    secretHash: hash,
    scopes: [...apiScopes],
  };
  await tx.apiKey.upsert({ where: { lookup }, create: data, update: {} });
}
