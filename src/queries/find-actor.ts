import { hash, timingSafeEqual } from 'node:crypto';
import type { Database } from '../database/prisma.ts';
import { type Actor, type ApiScope, apiScopes } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';

const MINUTE = 60_000;
const knownScopes: ReadonlySet<string> = new Set(apiScopes);

/** One column of JSON, since Prisma works for each: times as texts, the hash in hexadecimal digits. */
type KeyRow = {
  id: string;
  workspaceId: string;
  secretHash: string;
  scopes: string[];
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
};

/** Who acts with a key, or null where it is unknown, revoked or expired. */
export async function findActor(database: Database, clock: Clock, key: string): Promise<Actor | null> {
  const digest = hash('sha256', key);
  const [found] = await database.$queryRaw<{ key: KeyRow }[]>`
    select json_build_object('id', id, 'workspaceId', workspace_id, 'secretHash', encode(secret_hash, 'hex'), 'scopes', scopes,
      'lastUsedAt', last_used_at, 'expiresAt', expires_at, 'revokedAt', revoked_at) as key
    from api_key where lookup = ${digest.slice(0, 16)}`;
  if (found === undefined || !sameDigits(digest, found.key.secretHash)) return null;
  const { id, workspaceId, scopes, lastUsedAt, expiresAt, revokedAt } = found.key;
  const now = clock.now();
  if (revokedAt !== null || (expiresAt !== null && new Date(expiresAt) <= now)) return null;
  noteUse(database, { id, lastUsedAt }, now);
  return { workspaceId, apiKeyId: id, scopes: new Set(scopes.filter(isScope)) };
}

function sameDigits(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function isScope(text: string): text is ApiScope {
  return knownScopes.has(text);
}

/** At most once a minute, and the answer does not wait for it: a use that goes unnoted harms nobody. */
function noteUse(database: Database, key: Pick<KeyRow, 'id' | 'lastUsedAt'>, now: Date): void {
  if (key.lastUsedAt !== null && now.getTime() - Date.parse(key.lastUsedAt) < MINUTE) return;
  database.apiKey.updateMany({ where: { id: key.id }, data: { lastUsedAt: now } }).catch(() => undefined);
}
