import { glob, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeAccount, storePost } from '../support/fixtures.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let accountIds: string[];
beforeAll(async () => {
  api = await startTestApi();
  const { database, workspace } = api;
  accountIds = [
    await storeAccount(database, workspace.workspaceId),
    await storeAccount(database, workspace.workspaceId, { network: 'mastodon' }),
  ];
});
afterAll(() => api[Symbol.asyncDispose]());

const everything = `{
  posts(first: 20) {
    eventCursor
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { id } }
    nodes {
      id workspaceId type status isDraft content scheduledAt occursAt publishedAt createdAt updatedAt version eventCursor
      containers { id content media { ...Media } overrides { channel content account { ...Account } media { ...Media } } }
      accounts { ...Account }
      deliveries {
        id status url remoteId publishedAt nextAttemptAt
        post { id }
        account { ...Account }
        segments { id content media { ...Media } status url remoteId publishedAt container { id } error { message } }
        attempts { id startedAt finishedAt outcome error { message } }
        error { code message retryable hint }
      }
      failedPlatforms { channel account { id } delivery { id } error { message } }
    }
  }
}
fragment Media on Media { id kind url thumbnailUrl filename mimeType bytes width height durationMs altText createdAt }
fragment Account on Account {
  id channel network username nickname avatarUrl status statusReason { message } credentialsExpireAt textLimit createdAt
}`;

async function statementsOf(query: string): Promise<number> {
  api.statements.length = 0;
  await api.client.request(query);
  return api.statements.length;
}

async function store(count: number): Promise<string[]> {
  const deliveries = accountIds.map((accountId) => ({ accountId, status: 'FAILED' as const, attempts: 3 }));
  const posts: string[] = [];
  for (let index = 0; index < count; index++) {
    const startedAt = new Date();
    const details = { containers: ['root', 'reply'], startedAt, deliveries };
    posts.push((await storePost(api.database, api.workspace.workspaceId, details)).id);
  }
  return posts;
}

test('a page of whole posts takes one statement beside the key’s, however many posts it holds', async () => {
  await api.client.request('{ __typename }');
  await store(1);
  expect(await statementsOf(everything)).toBe(2);
  await store(19);
  expect(await statementsOf(everything)).toBe(2);
});

test('what is asked for by id is gathered in one statement', async () => {
  const ids = await store(5);
  const aliases = ids.map((id, index) => `p${index}: post(id: "${id}") { id } n${index}: node(id: "${id}") { id }`);
  expect(await statementsOf(`{ ${aliases.join(' ')} }`)).toBe(2);
});

test('posts are counted only when the count is asked for', async () => {
  expect(await statementsOf('{ posts(first: 1) { nodes { id } } }')).toBe(2);
  expect(await statementsOf('{ posts(first: 1) { totalCount nodes { id } } }')).toBe(3);
});

test('every example query takes two statements beside the key’s at most', async () => {
  const taken: Record<string, number> = {};
  for await (const file of glob('schema/operations/*.graphql')) {
    const text = await readFile(file, 'utf8');
    if (/^query/m.test(text)) taken[file] = (await statementsOf(text)) - 1;
  }
  expect(taken).toEqual({ 'schema/operations/channels.graphql': 2, 'schema/operations/list.graphql': 2 });
});

test.each(['url', 'remoteId', 'segments { content url }', 'attempts { outcome }'])(
  'of a delivery’s parts a page has what %s alone needs',
  async (selection) => {
    const { database, workspace, client } = api;
    const deliveries = [{ accountId: accountIds[0] ?? '', status: 'POSTED' as const, attempts: 1 }];
    const { id } = await storePost(database, workspace.workspaceId, { startedAt: new Date(), deliveries });
    const fields = `deliveries { ${selection} }`;
    const { post } = await client.request<{ post: object }>(`{ post(id: "${id}") { ${fields} } }`);
    const { posts } = await client.request<{ posts: { nodes: object[] } }>(
      `{ posts(first: 1) { nodes { ${fields} } } }`,
    );
    expect(posts.nodes).toEqual([post]);
    expect(JSON.stringify(post)).toMatch(/"[a-zA-Z]+":(?:"|\[\{)/);
  },
);
