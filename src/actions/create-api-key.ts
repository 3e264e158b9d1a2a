import { type ApiScope, apiScopes, requireScope } from '../domain/actor.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { keepKey, newKey } from './api-keys.ts';
import type { ActionContext } from './context.ts';

export type CreateApiKeyInput = { name: string; scopes: readonly ApiScope[]; expiresAt?: Date | null };

const maxNameLength = 100;

/**
 * Makes a key that may do what its maker may do, or less. The secret is shown this once.
 * @throws Refusal with everything that is wrong; nothing is written then.
 */
export async function createApiKey(
  context: Pick<ActionContext, 'actor' | 'clock' | 'database'>,
  input: CreateApiKeyInput,
): Promise<{ apiKeyId: string; secret: string }> {
  const { actor, clock, database } = context;
  requireScope(actor, 'KEYS_WRITE');
  const { expiresAt = null } = input;
  const name = input.name.trim();
  const userErrors = [
    ...checkName(name),
    ...checkScopes(input.scopes, actor.scopes),
    ...checkExpiry(expiresAt, clock.now()),
  ];
  if (userErrors.length > 0) throw new Refusal(userErrors);
  const scopes = apiScopes.filter((scope) => input.scopes.includes(scope));
  const secret = newKey();
  const apiKeyId = await keepKey(database, {
    workspaceId: actor.workspaceId,
    name,
    scopes,
    expiresAt,
    key: secret,
  });
  return { apiKeyId, secret };
}

function checkName(name: string): UserError[] {
  const path = ['input', 'name'];
  if (name === '') return [{ code: 'REQUIRED', message: 'Give the key a name to recognise it by.', path }];
  const length = [...name].length;
  if (length <= maxNameLength) return [];
  const message = `A name has ${maxNameLength} characters at most, and this one has ${length}. Shorten it.`;
  return [{ code: 'TOO_LONG', message, path, limit: maxNameLength, actual: length, unit: 'characters' }];
}

function checkScopes(scopes: readonly ApiScope[], own: ReadonlySet<ApiScope>): UserError[] {
  const path = ['input', 'scopes'];
  if (scopes.length === 0)
    return [{ code: 'REQUIRED', message: 'Name at least one scope: without any a key can do nothing.', path }];
  return scopes.flatMap((scope, index): UserError[] => {
    if (own.has(scope)) return [];
    const message = `Your own key lacks ${scope}, so it cannot give it. Leave it out, or use a key that has it.`;
    return [{ code: 'INVALID', message, path: [...path, String(index)] }];
  });
}

function checkExpiry(expiresAt: Date | null, now: Date): UserError[] {
  if (expiresAt === null || expiresAt > now) return [];
  const message = 'This time is past, so the key would never work. Choose a later one, or none.';
  return [{ code: 'INVALID', message, path: ['input', 'expiresAt'] }];
}
