import type { ApiScope } from '../domain/actor.ts';
import type { QueryContext } from './query-context.ts';

/** A key as callers see it: never the secret. */
export type ApiKeyView = {
  id: string;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

/** Keys of the workspace by id. A caller sees its own; others only where it may write keys. */
export async function apiKeysByIds(context: QueryContext, ids: readonly string[]): Promise<Map<string, ApiKeyView>> {
  const { actor, database } = context;
  const visible = actor.scopes.has('KEYS_WRITE') ? ids : ids.filter((id) => id === actor.apiKeyId);
  const rows = await database.apiKey.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: [...new Set(visible)] } },
    omit: { secretHash: true, lookup: true, workspaceId: true },
  });
  return new Map(rows.map((row) => [row.id, { ...row, scopes: row.scopes as ApiScope[] }]));
}
