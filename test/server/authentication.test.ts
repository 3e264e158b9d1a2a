import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeApiKey, storePost, storeWorkspace } from '../support/fixtures.ts';
import { graphqlClient } from '../support/graphql-client.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const as = (key: string | null) => graphqlClient({ url: api.url, key });
const refused = (code: string) => ({ errors: [{ extensions: { code } }] });
const operations = {
  query: '{ viewer { workspace { id } } }',
  'query that begins with introspection': '{ __typename viewer { workspace { id } } }',
  'query through a fragment': 'query { ...All } fragment All on Query { channels { network } }',
  mutation: 'mutation { publishPost(input: { id: "post_x" }) { post { id } } }',
  subscription: 'subscription { postStatusChanged { postId } }',
};

describe('a key', () => {
  test('acts in its workspace', async () => {
    const { viewer } = await api.client.request('{ viewer { workspace { id } apiKey { id } scopes } }');
    const { workspaceId, apiKeyId, actor } = api.workspace;
    expect(viewer).toEqual({ workspace: { id: workspaceId }, apiKey: { id: apiKeyId }, scopes: [...actor.scopes] });
  });

  test.each(Object.entries(operations))('is needed by every %s', async (_kind, operation) => {
    const answer = await as(null).send(operation);
    expect(answer).toMatchObject(refused('UNAUTHENTICATED'));
    expect(answer.httpStatus).toBe(401);
    expect(answer.data ?? null).toBeNull();
  });

  test('is not needed to read the schema, which is public', async () => {
    expect(await as(null).request('{ __schema { queryType { name } } }')).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
  });

  test('that is wrong, revoked or expired is refused, whatever is asked', async () => {
    const { workspaceId } = api.workspace;
    const past = new Date(Date.now() - 1000);
    const revoked = await storeApiKey(api.database, workspaceId, { revokedAt: past });
    const expired = await storeApiKey(api.database, workspaceId, { expiresAt: past });
    for (const key of ['wrong', revoked.key, expired.key, `${api.workspace.key}x`]) {
      for (const operation of [operations.query, '{ __typename }']) {
        const answer = await as(key).send(operation);
        expect(answer).toMatchObject(refused('UNAUTHENTICATED'));
        expect(answer.httpStatus).toBe(401);
      }
    }
  });

  test('is sent as a bearer', async () => {
    const send = (authorization: string) =>
      fetch(`${api.url}/graphql?query={viewer{scopes}}`, { headers: { authorization, accept: 'application/json' } });
    expect((await send(`Basic ${api.workspace.key}`)).status).toBe(401);
    expect((await send(api.workspace.key)).status).toBe(401);
    expect((await send(`bearer ${api.workspace.key}`)).status).toBe(200);
  });

  test('without a scope is told which', async () => {
    const { key } = await storeApiKey(api.database, api.workspace.workspaceId, { scopes: ['POSTS_WRITE'] });
    for (const query of ['{ posts { nodes { id } } }', '{ post(id: "post_x") { id } }', '{ node(id: "x") { id } }'])
      expect(await as(key).send(query)).toMatchObject({
        errors: [{ extensions: { code: 'FORBIDDEN', scope: 'POSTS_READ' } }],
      });
    expect(await as(key).send('{ accounts { id } }')).toMatchObject({
      errors: [{ extensions: { scope: 'ACCOUNTS_READ' } }],
    });
  });

  test('sees nothing of another workspace', async () => {
    const { id } = await storePost(api.database, api.workspace.workspaceId);
    const other = await storeWorkspace(api.database);
    const query = `{ post(id: "${id}") { id } node(id: "${id}") { id } posts { totalCount nodes { id } } }`;
    expect(await as(other.key).request(query)).toEqual({ post: null, node: null, posts: { totalCount: 0, nodes: [] } });
  });
});
