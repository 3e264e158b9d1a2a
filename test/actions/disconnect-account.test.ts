import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import type { CrashPoint } from '../../src/publishing/work.ts';
import { demoCredentials } from '../../src/sandbox/demo-credentials.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { storeAccount, storeWorkspace } from '../support/fixtures.ts';
import { deliveryTo, made, readPost } from '../support/posts.ts';

const HOUR = 3_600_000;

/** Held here, a delivery is in flight. */
let hold: { at: CrashPoint; reached: PromiseWithResolvers<void>; go: Promise<void> } | null = null;
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    reach: async (point) => {
      if (hold?.at !== point) return;
      hold.reached.resolve();
      await hold.go;
    },
  });
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  hold = null;
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
  await fetch(`${app.sandbox.url}/_faults`, { method: 'DELETE' });
});

type Disconnected = {
  account: { id: string; status: string; credentialsExpireAt: string | null } | null;
  userErrors: { code: string; path: string[] }[];
};

async function disconnect(id: string): Promise<Disconnected> {
  const query = `mutation ($id: ID!) { disconnectAccount(input: { id: $id }) {
    account { id status credentialsExpireAt } userErrors { code path } } }`;
  const { data, errors } = await app.graphql<{ disconnectAccount: Disconnected }>(query, { id });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.disconnectAccount;
}

async function reconnect(): Promise<void> {
  const input = { mastodon: demoCredentials(app.sandbox.url).get('mastodon') };
  const query = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { accounts { id } } }';
  const { data } = await app.graphql<{ connectAccount: unknown }>(query, { input });
  expect(data.connectAccount).toEqual({ accounts: [{ id: await accountId() }] });
}

async function accountId(): Promise<string> {
  return (await app.database.account.findFirstOrThrow({ where: { channel: 'mastodon' } })).id;
}

const send = (input: object) => made(app, 'createPost', { accounts: ['mastodon'], ...input });
const disconnectedError = {
  code: 'ACCOUNT_DISCONNECTED',
  retryable: true,
  message: expect.stringMatching(/^@marlow was disconnected\./),
  hint: expect.stringContaining('connectAccount'),
};

test('what waits is PAUSED at once, the credentials are gone, and connecting the profile again sends it on', async () => {
  await app.sandbox.fault({ channel: 'mastodon', fault: 'rate_limited' });
  const waiting = await send({ content: 'waits for its limit', publish: true });
  await app.advance(0);
  expect(deliveryTo(await readPost(app, waiting.id), 'mastodon').status).toBe('PENDING');

  const id = await accountId();
  const before = await app.database.account.findUniqueOrThrow({ where: { id } });
  expect(await disconnect(id)).toEqual({
    account: { id, status: 'DISCONNECTED', credentialsExpireAt: null },
    userErrors: [],
  });
  const after = await app.database.account.findUniqueOrThrow({ where: { id } });
  expect(app.app.store?.sealer.open(before.credentials, id)).toContain('sandbox-token-marlow');
  expect(app.app.store?.sealer.open(after.credentials, id)).toBe('');

  const paused = await readPost(app, waiting.id);
  expect(paused).toMatchObject({ status: 'FAILED', failedPlatforms: [{ error: disconnectedError }] });
  expect(deliveryTo(paused, 'mastodon')).toMatchObject({ status: 'PAUSED', nextAttemptAt: null });
  await app.advance(HOUR);
  expect(await app.sandbox.published()).toEqual([]);

  await reconnect();
  await app.settle();
  expect(await readPost(app, waiting.id)).toMatchObject({ status: 'POSTED' });
  const moves = await app.database.event.findMany({ where: { postId: waiting.id }, orderBy: { seq: 'asc' } });
  expect(moves.map(({ deliveryStatus }) => deliveryStatus).filter(Boolean)).toEqual([
    'PUBLISHING',
    'PENDING',
    'PAUSED',
    'PENDING',
    'PUBLISHING',
    'POSTED',
  ]);
});

test('a scheduled post keeps its time: it is PAUSED then, or goes out where the profile is connected again before', async () => {
  const at = (hours: number) => new Date((app.app.store?.clock.now().getTime() ?? 0) + hours * HOUR).toISOString();
  const early = await send({ content: 'in an hour', scheduledAt: at(1) });
  const late = await send({ content: 'in three hours', scheduledAt: at(3) });
  await disconnect(await accountId());
  expect(deliveryTo(await readPost(app, early.id), 'mastodon').status).toBe('PENDING');

  await app.advance(1.5 * HOUR);
  expect(await readPost(app, early.id)).toMatchObject({
    status: 'FAILED',
    failedPlatforms: [{ error: disconnectedError }],
  });
  expect((await readPost(app, late.id)).status).toBe('SCHEDULED');

  await reconnect();
  await app.settle();
  expect((await app.sandbox.published()).map(({ text }) => text)).toEqual(['in an hour']);
  await app.advance(2 * HOUR);
  expect((await readPost(app, late.id)).status).toBe('POSTED');
});

test('a delivery in flight ends as it would have, and what comes after it is PAUSED', async () => {
  const go = Promise.withResolvers<void>();
  hold = { at: 'before_send', reached: Promise.withResolvers(), go: go.promise };
  const flying = await send({ content: 'in flight', publish: true });
  await hold.reached.promise;
  const behind = await send({ content: 'behind', publish: true });
  await disconnect(await accountId());
  expect(deliveryTo(await readPost(app, flying.id), 'mastodon').status).toBe('PUBLISHING');
  hold = null;
  go.resolve();
  await app.advance(0);
  expect((await readPost(app, flying.id)).status).toBe('POSTED');
  expect(deliveryTo(await readPost(app, behind.id), 'mastodon').status).toBe('PAUSED');
  expect((await app.database.account.findUniqueOrThrow({ where: { id: await accountId() } })).status).toBe(
    'DISCONNECTED',
  );
  await reconnect();
  await app.settle();
});

test('disconnecting twice changes nothing more', async () => {
  const id = await accountId();
  await disconnect(id);
  expect(await disconnect(id)).toMatchObject({ account: { id, status: 'DISCONNECTED' }, userErrors: [] });
  await reconnect();
});

test('a disconnected account does not count against the number of accounts', async () => {
  const { workspaceId } = await app.database.account.findUniqueOrThrow({ where: { id: await accountId() } });
  const others = { workspaceId, channel: 'bluesky', username: 'other', credentials: '' };
  const rows = Array.from({ length: 500 }, () => ({ ...others, id: newId('Account'), remoteId: newId('Account') }));
  await app.database.account.createMany({ data: rows.map((row) => ({ ...row, status: 'DISCONNECTED' })) });
  await reconnect();
  await app.database.account.updateMany({ where: others, data: { status: 'NEEDS_RECONNECT' } });
  const mastodon = demoCredentials(app.sandbox.url).get('mastodon');
  const query =
    'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { userErrors { code limit } } }';
  const { data } = await app.graphql<object>(query, { input: { mastodon } });
  expect(data).toEqual({ connectAccount: { userErrors: [{ code: 'LIMIT_REACHED', limit: 500 }] } });
});

test('an unknown account, and one of another workspace, is NOT_FOUND and stays as it is', async () => {
  const foreign = await storeAccount(app.database, (await storeWorkspace(app.database)).workspaceId);
  for (const id of ['nonsense', newId('Account'), foreign])
    expect(await disconnect(id)).toEqual({
      account: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'id'] }],
    });
  expect((await app.database.account.findUniqueOrThrow({ where: { id: foreign } })).status).toBe('ACTIVE');
});
