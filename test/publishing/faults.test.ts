import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../src/sandbox/demo-credentials.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { made, readPost } from '../support/posts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
  await fetch(`${app.sandbox.url}/_faults`, { method: 'DELETE' });
});

const publish = (accounts: string[], content: string) => made(app, 'createPost', { accounts, content, publish: true });

async function connect(network: string): Promise<void> {
  const input = { [network]: demoCredentials(app.sandbox.url).get(network) };
  const query = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { userErrors { message } } }';
  expect(await app.graphql(query, { input })).toMatchObject({ data: { connectAccount: { userErrors: [] } } });
}

describe.each(['bluesky', 'mastodon'])('the same text twice on %s', (network) => {
  it('is published twice, though the answer to the second was lost before it was taken', async () => {
    const first = await publish([network], 'same text');
    await app.settle();
    await app.sandbox.fault({ channel: network, fault: 'server_error' });
    const second = await publish([network], 'same text');
    await app.settle();
    const ids = [await readPost(app, first.id), await readPost(app, second.id)].map(({ status, deliveries }) => [
      status,
      deliveries[0]?.remoteId,
    ]);
    expect(ids.map(([status]) => status)).toEqual(['POSTED', 'POSTED']);
    expect(new Set(ids.map(([, remoteId]) => remoteId)).size).toBe(2);
    expect(await app.sandbox.published()).toHaveLength(2);
  });
});

describe('a fault of Postern’s own', () => {
  it('ends the delivery with a reason, and does not hold up the account', async () => {
    const broken = await publish(['bluesky'], 'broken');
    await app.database
      .$executeRaw`update segment set remote_ref = '{}'::jsonb where delivery_id = ${broken.deliveries[0]?.id}`;
    const thread = await made(app, 'createPost', {
      accounts: ['bluesky'],
      containers: [{ content: 'a' }, { content: 'b' }],
    });
    const [step] = await app.database.$queryRaw<
      { id: string }[]
    >`select id from segment where delivery_id = ${thread.deliveries[0]?.id} order by position limit 1`;
    await app.database.$executeRaw`
      insert into attempt (id, delivery_id) values ('att_broken', ${thread.deliveries[0]?.id})`;
    await app.database.$executeRaw`
      insert into step (id, delivery_id, segment_id, attempt_id, position, round, name, kind, status, request, deadline_at)
      values ('step_broken', ${thread.deliveries[0]?.id}, ${step?.id}, 'att_broken', 1, 1, 'put_post', 'COMMIT', 'UNKNOWN', '{"rkey": 1}', app_now())`;
    await made(app, 'publishPost', { id: thread.id });
    const behind = await publish(['bluesky'], 'behind');
    await app.settle();
    const { deliveries } = await readPost(app, thread.id);
    expect(deliveries[0]).toMatchObject({ error: { message: expect.any(String), hint: expect.stringMatching(/\.$/) } });
    expect(['FAILED', 'UNKNOWN']).toContain(deliveries[0]?.status);
    expect((await readPost(app, behind.id)).status).toBe('POSTED');
  });

  it('such as credentials that its key does not open pauses the account until it is connected again', async () => {
    await app.database.$executeRaw`update account set credentials = 'v1.k1.AAAA.AAAA.AAAA' where channel = 'mastodon'`;
    const { id } = await publish(['mastodon'], 'sealed');
    await app.settle();
    expect(await readPost(app, id)).toMatchObject({
      deliveries: [
        {
          status: 'PAUSED',
          account: { status: 'NEEDS_RECONNECT' },
          error: { message: expect.stringContaining('ENCRYPTION_KEY') },
        },
      ],
    });
    await connect('mastodon');
    await app.settle();
    expect((await readPost(app, id)).status).toBe('POSTED');
  });
});

it('several connections of an account at once, with much that waits for it, all succeed', async () => {
  await app.database.$executeRaw`update account set status = 'NEEDS_RECONNECT' where channel = 'bluesky'`;
  const posts = [];
  for (let index = 0; index < 30; index += 1) posts.push(await publish(['bluesky'], `waits ${index}`));
  await app.settle();
  await Promise.all(Array.from({ length: 4 }, () => connect('bluesky')));
  await app.settle();
  for (const { id } of posts) expect((await readPost(app, id)).status).toBe('POSTED');
  expect(await app.sandbox.published()).toHaveLength(30);
});
