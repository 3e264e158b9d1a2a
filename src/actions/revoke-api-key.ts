import { requireScope } from '../domain/actor.ts';
import { idKind } from '../domain/ids.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ActionContext } from './context.ts';

/**
 * Ends a key of the workspace, which may be the caller's own. A key that was revoked before keeps that time.
 * @throws Refusal NOT_FOUND.
 */
export async function revokeApiKey(
  { actor, clock, database }: Pick<ActionContext, 'actor' | 'clock' | 'database'>,
  { id }: { id: string },
): Promise<{ apiKeyId: string }> {
  requireScope(actor, 'KEYS_WRITE');
  if (idKind(id) !== 'ApiKey') throw unknown(id);
  const own = { id, workspaceId: actor.workspaceId };
  await database.apiKey.updateMany({ where: { ...own, revokedAt: null }, data: { revokedAt: clock.now() } });
  if ((await database.apiKey.count({ where: own })) === 0) throw unknown(id);
  return { apiKeyId: id };
}

function unknown(id: string): Refusal {
  const message = `There is no API key with the id "${id}" in this workspace.`;
  return new Refusal([{ code: 'NOT_FOUND', message, path: ['input', 'id'] }]);
}
