import { requireScope } from '../domain/actor.ts';
import { type ApiKeyView, hiddenOfKeys, toApiKeyView } from './api-keys-by-ids.ts';
import type { QueryContext } from './query-context.ts';

/** The workspace's keys, oldest first, with those that work no more. */
export async function listApiKeys({ actor, database }: QueryContext): Promise<ApiKeyView[]> {
  requireScope(actor, 'KEYS_WRITE');
  const rows = await database.apiKey.findMany({
    where: { workspaceId: actor.workspaceId },
    omit: hiddenOfKeys,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toApiKeyView);
}
