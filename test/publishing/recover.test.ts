import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../src/sandbox/demo-credentials.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { deliveryTo, made, mutate, type PostView, readPost } from '../support/posts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const clear = (what: '_published' | '_faults') => fetch(`${app.sandbox.url}/${what}`, { method: 'DELETE' });
beforeEach(async () => {
  await clear('_published');
  await clear('_faults');
});

/** Faults after which a network does not tell what became of a post. */
const silence: Record<string, { fault: string; operation?: string; times: number }[]> = {
  bluesky: [{ fault: 'drop_after_accept', times: 9 }],
  mastodon: [
    { fault: 'drop_after_accept', times: 1 },
    { fault: 'server_error', operation: 'GET /api/v1/accounts/:id/statuses', times: 99 },
  ],
};

async function publishThrough(
  channel: string,
  ...faults: { fault: string; operation?: string; times?: number }[]
): Promise<string> {
  for (const fault of faults) await app.sandbox.fault({ channel, ...fault });
  const post = await made(app, 'createPost', {
    accounts: [channel],
    content: `through ${faults[0]?.fault}`,
    publish: true,
  });
  return post.id;
}

async function settled(id: string): Promise<PostView> {
  await app.settle();
  return readPost(app, id);
}

async function afterFirstTry(id: string): Promise<PostView> {
  await app.advance(0);
  return readPost(app, id);
}

describe.each(['bluesky', 'mastodon'])('on %s', (network) => {
  it.each(['drop_after_accept', 'server_error_after_accept'])('%s is found out, and published once', async (fault) => {
    const post = await settled(await publishThrough(network, { fault }));
    expect(post).toMatchObject({
      status: 'POSTED',
      deliveries: [{ attempts: [{ outcome: 'UNKNOWN' }, { outcome: 'SUCCEEDED' }] }],
    });
    expect(await app.sandbox.published()).toHaveLength(1);
  });

  it('a server error is tried again after a pause', async () => {
    const id = await publishThrough(network, { fault: 'server_error' });
    expect(await afterFirstTry(id)).toMatchObject({
      status: 'PUBLISHING',
      deliveries: [{ status: 'PENDING', nextAttemptAt: expect.any(String) }],
    });
    expect(await settled(id)).toMatchObject({ status: 'POSTED' });
    expect(await app.sandbox.published()).toHaveLength(1);
  });

  it('an outcome that stays unknown waits for a person', async () => {
    const post = await settled(await publishThrough(network, ...(silence[network] ?? [])));
    expect(post).toMatchObject({
      status: 'FAILED',
      deliveries: [{ status: 'UNKNOWN', segments: [{ status: 'UNKNOWN', error: { code: 'OUTCOME_UNKNOWN' } }] }],
      failedPlatforms: [{ error: { code: 'OUTCOME_UNKNOWN', hint: expect.stringContaining('MARK_POSTED') } }],
    });
  });

  it.each([
    ['LOOK_UP', 1],
    ['PUBLISH_AGAIN', 2],
    ['MARK_POSTED', 1],
  ])('a person’s %s settles an unknown outcome', async (unknown, publications) => {
    const { id } = await settled(await publishThrough(network, ...(silence[network] ?? [])));
    await clear('_faults');
    await made(app, 'retryFailedPlatforms', { id, unknown });
    expect((await settled(id)).status).toBe('POSTED');
    expect(await app.sandbox.published()).toHaveLength(publications);
  });

  it('a rate limit moves that account to the network’s time, and no other', async () => {
    const id = await publishThrough(network, { fault: 'rate_limited' });
    expect((await afterFirstTry(id)).deliveries).toMatchObject([
      { status: 'PENDING', error: null, nextAttemptAt: expect.any(String) },
    ]);
    const other = network === 'bluesky' ? 'mastodon' : 'bluesky';
    const unhindered = await made(app, 'createPost', {
      accounts: [other],
      content: 'unhindered',
      publish: true,
      waitSeconds: 10,
    });
    expect(unhindered.status).toBe('POSTED');
    expect((await settled(id)).status).toBe('POSTED');
  });

  it('a text that the network refuses fails at once, in its own words, with what to do', async () => {
    const post = await afterFirstTry(await publishThrough(network, { fault: 'media_rejected' }));
    expect(post).toMatchObject({
      status: 'FAILED',
      failedPlatforms: [{ error: { hint: expect.stringMatching(/\.$/) } }],
    });
    expect(deliveryTo(post, network).attempts).toHaveLength(1);
  });
});

it('revoked credentials pause what goes to the account, and reconnecting sends it on without being asked', async () => {
  const paused = await afterFirstTry(await publishThrough('mastodon', { fault: 'token_revoked' }));
  expect(paused).toMatchObject({
    status: 'FAILED',
    deliveries: [{ status: 'PAUSED', account: { status: 'NEEDS_RECONNECT' } }],
  });
  const { post: later, warnings } = await mutate(app, 'createPost', {
    accounts: ['mastodon'],
    content: 'waits too',
    publish: true,
  });
  expect(warnings).toMatchObject([{ code: 'ACCOUNT_NEEDS_RECONNECT' }]);
  expect(await afterFirstTry(later?.id ?? '')).toMatchObject({ deliveries: [{ status: 'PAUSED' }] });

  await clear('_faults');
  expect(await reconnect('mastodon')).toEqual([{ id: deliveryTo(paused, 'mastodon').account.id, status: 'ACTIVE' }]);
  expect((await settled(paused.id)).status).toBe('POSTED');
  expect((await settled(later?.id ?? '')).status).toBe('POSTED');
  expect(await app.sandbox.published()).toHaveLength(2);
});

it('an expired token is renewed once, and nobody notices', async () => {
  const post = await afterFirstTry(await publishThrough('bluesky', { fault: 'token_expired' }));
  expect(post).toMatchObject({ status: 'POSTED', deliveries: [{ attempts: [{ outcome: 'SUCCEEDED' }] }] });
});

it('no credential is in the journal, the events, the jobs or the answers', async () => {
  const { id } = await settled(await publishThrough('bluesky', { fault: 'token_expired' }));
  const rows = await Promise.all([
    app.database.$queryRaw`select * from step`,
    app.database.$queryRaw`select * from attempt`,
    app.database.$queryRaw`select * from event`,
    app.database.$queryRaw`select data from pgboss.job`,
    app.database.$queryRaw`select * from account`,
    readPost(app, id),
  ]);
  const text = JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(text).not.toMatch(/app-password|sandbox-token|eyJ/);
});

async function reconnect(network: string): Promise<{ id: string; status: string }[]> {
  const input = { [network]: demoCredentials(app.sandbox.url).get(network) };
  const query =
    'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { accounts { id status } userErrors { message } } }';
  const { data } = await app.graphql<{ connectAccount: { accounts: { id: string; status: string }[] } }>(query, {
    input,
  });
  return data.connectAccount.accounts;
}
