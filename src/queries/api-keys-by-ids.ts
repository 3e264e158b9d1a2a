import type { Prisma } from '../database/generated/client.ts';
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

/** What no read gives away, or has no use for. */
export const hiddenOfKeys = { secretHash: true, lookup: true, workspaceId: true } as const satisfies Prisma.ApiKeyOmit;

type ApiKeyRow = Prisma.ApiKeyGetPayload<{ omit: typeof hiddenOfKeys }>;

export function toApiKeyView(row: ApiKeyRow): ApiKeyView {
  return { ...row, scopes: row.scopes as ApiScope[] };
}

/** Keys of the workspace by id. A caller sees its own; others only where it may write keys. */
export async function apiKeysByIds(context: QueryContext, ids: readonly string[]): Promise<Map<string, ApiKeyView>> {
  const { actor, database } = context;
  const visible = actor.scopes.has('KEYS_WRITE') ? ids : ids.filter((id) => id === actor.apiKeyId);
  const rows = await database.apiKey.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: [...new Set(visible)] } },
    omit: hiddenOfKeys,
  });
  return new Map(rows.map((row) => [row.id, toApiKeyView(row)]));
}
