import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type pg from 'pg';

/** Looks a key up as Postern does, by the same statement. Gives the workspace that it opens. */
export async function checkKey(pool: pg.Pool, { authorization }: IncomingHttpHeaders): Promise<string> {
  const digest = hash('sha256', /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
  const { rows } = await pool.query(statement, [digest.slice(0, 16)]);
  const key = rows[0]?.key;
  if (!key || !timingSafeEqual(Buffer.from(digest), Buffer.from(key.secretHash)))
    throw new Error('The key is unknown.');
  return key.workspaceId;
}

const statement = `
  select json_build_object('id', id, 'workspaceId', workspace_id, 'secretHash', encode(secret_hash, 'hex'), 'scopes', scopes,
    'lastUsedAt', last_used_at, 'expiresAt', expires_at, 'revokedAt', revoked_at) as key
  from api_key where lookup = $1`;
