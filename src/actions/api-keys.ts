import { createHash, randomBytes } from 'node:crypto';
import type { Database, Transaction } from '../database/prisma.ts';
import type { ApiScope } from '../domain/actor.ts';
import { newId } from '../domain/ids.ts';

export type NewApiKey = {
  workspaceId: string;
  name: string;
  scopes: readonly ApiScope[];
  expiresAt?: Date | null;
  key: string;
};

const prefixLength = 16;

/** A key: what it is for, an id that people recognise it by, 256 random bits. */
export function newKey(): string {
  return `postern_${randomBytes(6).toString('hex')}_${randomBytes(32).toString('base64url')}`;
}

/** Keeps a key as its hash, and gives its id. A key that is kept already stays as it is. */
export async function keepKey(database: Database | Transaction, { key, ...details }: NewApiKey): Promise<string> {
  const hash = createHash('sha256').update(key).digest();
  const lookup = hash.toString('hex').slice(0, 16);
  const known = { id: newId('ApiKey'), prefix: key.slice(0, prefixLength), lookup, secretHash: hash };
  const data = { ...details, ...known, scopes: [...details.scopes] };
  const { id } = await database.apiKey.upsert({ where: { lookup }, create: data, update: {}, select: { id: true } });
  return id;
}
