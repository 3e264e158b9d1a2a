import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export type TestDatabase = AsyncDisposable & { url: string };

/** A database of its own, with all migrations applied; gone with everything in it when disposed. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(`template ${inject('postgres').template}`);
}

/** A database with nothing in it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('');
}

async function createFrom(template: string): Promise<TestDatabase> {
  const { adminUrl } = inject('postgres');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await administer(adminUrl, `create database ${name} ${template}`);
  const url = new URL(adminUrl);
  url.pathname = name;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => administer(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

async function administer(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
