import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const day = 86_400_000;
const environment = { ENCRYPTION_KEY: 'ab'.repeat(32) };

let database: TestDatabase;
let app: TestApp;
beforeEach(async () => {
  database = await createTestDatabase();
  app = await startTestApp({ databaseUrl: database.url, roles: ['api', 'sandbox'], environment });
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** A worker does its chores as it starts. */
const startWorker = () =>
  startTestApp({ databaseUrl: database.url, roles: ['worker'], sandboxUrl: app.sandbox.url, environment });

const account = () => app.database.account.findFirstOrThrow({ where: { channel: 'threads' } });

test('credentials that end unless they are renewed are, though nothing is published', async () => {
  const { credentialsVersion } = await account();
  await app.advance(8 * day);
  await using _worker = await startWorker();
  const renewed = { status: 'ACTIVE', credentialsVersion: credentialsVersion + 1 };
  await vi.waitFor(async () => expect(await account()).toMatchObject(renewed), { timeout: 10_000 });
});

test('an account whose renewal is refused for good asks for a person', async () => {
  await app.sandbox.fault({ channel: 'threads', fault: 'token_revoked', operation: 'GET /refresh_access_token' });
  await app.advance(61 * day);
  await using _worker = await startWorker();
  const asking = { status: 'NEEDS_RECONNECT', statusReason: { code: 'CREDENTIALS_EXPIRED' } };
  await vi.waitFor(async () => expect(await account()).toMatchObject(asking), { timeout: 10_000 });
});
