import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from '../database/generated/client.ts';
import type { Database, KeptStatement } from '../database/prisma.ts';
import { type Actor, type ApiScope, apiScopes } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';

const MINUTE = 60_000;
const knownScopes: ReadonlySet<string> = new Set(apiScopes);

type KeyRow = Pick<ApiKey, 'id' | 'workspaceId' | 'secretHash' | 'scopes' | 'lastUsedAt' | 'expiresAt' | 'revokedAt'>;

const keyByLookup: KeptStatement = {
  name: 'key_by_lookup',
  text: `select id, workspace_id as "workspaceId", secret_hash as "secretHash", scopes, last_used_at as "lastUsedAt",
      expires_at as "expiresAt", revoked_at as "revokedAt"
    from api_key where lookup = $1`,
};

/** Who acts with a key, or null where it is unknown, revoked or expired. */
export async function findActor(database: Database, clock: Clock, key: string): Promise<Actor | null> {
  const hash = createHash('sha256').update(key).digest();
  const [row] = await database.readKept<KeyRow>(keyByLookup, [hash.toString('hex').slice(0, 16)]);
  if (row === undefined || !sameBytes(hash, row.secretHash)) return null;
  const now = clock.now();
  if (row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now)) return null;
  noteUse(database, row, now);
  return { workspaceId: row.workspaceId, apiKeyId: row.id, scopes: new Set(row.scopes.filter(isScope)) };
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

function isScope(text: string): text is ApiScope {
  return knownScopes.has(text);
}

/** At most once a minute, and the answer does not wait for it: a use that goes unnoted harms nobody. */
function noteUse(database: Database, key: { id: string; lastUsedAt: Date | null }, now: Date): void {
  if (key.lastUsedAt !== null && now.getTime() - key.lastUsedAt.getTime() < MINUTE) return;
  database.apiKey.updateMany({ where: { id: key.id }, data: { lastUsedAt: now } }).catch(() => undefined);
}
