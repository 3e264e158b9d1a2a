import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { storeAccount, storePost, storeWorkspace } from '../support/fixtures.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let stored: { accountId: string; post: Awaited<ReturnType<typeof storePost>>; attemptId: string };
beforeAll(async () => {
  api = await startTestApi();
  stored = await store(api.workspace.workspaceId);
});
afterAll(() => api[Symbol.asyncDispose]());

async function store(workspaceId: string) {
  const accountId = await storeAccount(api.database, workspaceId);
  const post = await storePost(api.database, workspaceId, { deliveries: [{ accountId, attempts: 1 }] });
  const { id: attemptId } = await api.database.attempt.findFirstOrThrow({
    where: { deliveryId: post.deliveryIds[0] as string },
  });
  return { accountId, post, attemptId };
}

const nodeQuery = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const idsOf = ({ accountId, post, attemptId }: typeof stored) => ({
  Account: accountId,
  Post: post.id,
  Container: post.containerIds[0] as string,
  Delivery: post.deliveryIds[0] as string,
  Attempt: attemptId,
});

describe('node', () => {
  test('finds everything that has an id of its own', async () => {
    const { workspaceId, apiKeyId } = api.workspace;
    for (const [__typename, id] of Object.entries({ ...idsOf(stored), Workspace: workspaceId, ApiKey: apiKeyId }))
      expect(await api.client.request(nodeQuery, { id })).toEqual({ node: { __typename, id } });
  });

  test.each([
    ['malformed', 'nonsense'],
    ['empty', ''],
    ['of an unknown kind', 'thing_01h455vb4pex5vsknk084sn02q'],
    ['of something that is no node', newId('Segment')],
    ['with a null byte', 'post_\u0000'],
    ['of no post', newId('Post')],
    ['of no account', newId('Account')],
    ['of no delivery', newId('Delivery')],
    ['of no key', newId('ApiKey')],
    ['of no workspace', newId('Workspace')],
  ])('is null for an id that is %s', async (_what, id) => {
    expect(await api.client.request(nodeQuery, { id })).toEqual({ node: null });
  });

  test('is null for what belongs to another workspace', async () => {
    const other = await storeWorkspace(api.database);
    const foreign = { ...idsOf(await store(other.workspaceId)), Workspace: other.workspaceId, ApiKey: other.apiKeyId };
    for (const id of Object.values(foreign))
      expect(await api.client.request(nodeQuery, { id })).toEqual({ node: null });
  });
});

test('nodes answers in order, with null for what is not there', async () => {
  const { Post, Delivery, Account } = idsOf(stored);
  const ids = [Delivery, 'nonsense', Post, newId('Post'), Account, Post];
  const { nodes } = await api.client.request('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
  expect(nodes).toEqual([{ id: Delivery }, null, { id: Post }, null, { id: Account }, { id: Post }]);
});
