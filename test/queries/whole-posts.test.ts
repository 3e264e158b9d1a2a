import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveryError } from '../../src/domain/delivery-error.ts';
import { wholePosts } from '../../src/queries/whole-posts.ts';
import { type PostDetails, storeAccount, storePost, storeWorkspace } from '../support/fixtures.ts';
import { type WithWorkspace, withWorkspace } from './with-workspace.ts';

const error: DeliveryError = { code: 'REJECTED', message: 'Too bad.', retryable: false, hint: 'Write another.' };

let world: WithWorkspace;
let accountIds: string[];
beforeAll(async () => {
  world = await withWorkspace();
  const { database, workspace } = world;
  accountIds = [
    await storeAccount(database, workspace.workspaceId),
    await storeAccount(database, workspace.workspaceId, { network: 'mastodon', username: 'ada' }),
  ];
});
afterAll(() => world[Symbol.asyncDispose]());

const account = (index: number) => accountIds[index] as string;

async function whole(details: PostDetails) {
  const { database, workspace } = world;
  const { id } = await storePost(database, workspace.workspaceId, details);
  const post = (await wholePosts(database, workspace.workspaceId, [id])).get(id);
  if (post === undefined) throw new Error('The post was not found.');
  return post;
}

describe('a whole post', () => {
  test('has its containers in order, its accounts and its times', async () => {
    const scheduledAt = '2026-12-24T18:00:00.123Z';
    const times = { scheduledAt: new Date(scheduledAt) };
    const post = await whole({ containers: ['a', 'b', 'c'], ...times, deliveries: [{ accountId: account(1) }] });
    expect(post.containers.map(({ content }) => content)).toEqual(['a', 'b', 'c']);
    expect(post).toMatchObject({
      status: 'SCHEDULED',
      scheduledAt,
      startedAt: null,
      publishedAt: null,
      type: 'POST',
      version: 1,
    });
    expect(post.createdAt).toBe(new Date(post.createdAt).toISOString());
    const [delivery] = post.deliveries;
    expect(delivery?.post).toBe(post);
    expect(delivery?.account).toMatchObject({ id: account(1), network: 'mastodon', username: 'ada', status: 'ACTIVE' });
    expect(delivery?.account).not.toHaveProperty('credentials');
  });

  test('shows where the root of a posted delivery is, and why another failed', async () => {
    const post = await whole({
      containers: ['root', 'reply'],
      startedAt: new Date(),
      deliveries: [
        { accountId: account(0), status: 'POSTED' },
        { accountId: account(1), status: 'FAILED', error },
      ],
    });
    const posted = post.deliveries.find(({ status }) => status === 'POSTED');
    const failed = post.deliveries.find(({ status }) => status === 'FAILED');
    expect(post.status).toBe('PARTIALLY_POSTED');
    expect(posted).toMatchObject({ url: `https://example.com/${posted?.id}/0`, error: null });
    expect(posted?.segments.map(({ content, status }) => [content, status])).toEqual([
      ['root', 'POSTED'],
      ['reply', 'POSTED'],
    ]);
    expect(failed).toMatchObject({ url: null, error });
    expect(failed?.segments.map(({ status, error: why }) => [status, why])).toEqual([
      ['FAILED', error],
      ['PENDING', null],
    ]);
  });

  test('keeps the reason of the last attempt to itself while a delivery waits', async () => {
    const post = await whole({ startedAt: new Date(), deliveries: [{ accountId: account(0), error }] });
    expect(post.deliveries[0]).toMatchObject({ status: 'PENDING', error: null });
  });

  test('gives a reason even where none was recorded', async () => {
    const post = await whole({ startedAt: new Date(), deliveries: [{ accountId: account(0), status: 'UNKNOWN' }] });
    expect(post.deliveries[0]?.error).toMatchObject({ code: 'INTERNAL' });
  });

  test('shows the last 50 attempts, oldest first', async () => {
    const post = await whole({ startedAt: new Date(), deliveries: [{ accountId: account(0), attempts: 60 }] });
    const minutes = post.deliveries[0]?.attempts.map(({ startedAt }) => new Date(startedAt).getUTCMinutes());
    expect(minutes).toEqual(Array.from({ length: 50 }, (_, index) => index + 10));
  });

  test('of another workspace is not found', async () => {
    const other = await storeWorkspace(world.database);
    const { id } = await storePost(world.database, other.workspaceId);
    expect((await wholePosts(world.database, world.workspace.workspaceId, [id])).size).toBe(0);
  });
});
