import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../schema/index.ts';
import { type ApiScope, apiScopes } from '../../src/domain/actor.ts';
import { encodeEventCursor } from '../../src/domain/event-cursor.ts';
import { newId } from '../../src/domain/ids.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import { connect, subscribe, terminateSockets } from '../server/raw-socket.ts';
import { startTestApi, type TestApi } from '../server/test-api.ts';
import { storeAccount, storeApiKey, storePost } from '../support/fixtures.ts';

type Operation = { scope: ApiScope | null; query: string };

/** Every field that reads or writes, and the one scope that it needs; null: any key. */
const operations: Record<string, Operation> = {
  'Query.viewer': {
    scope: null,
    query: '{ viewer { workspace { id name } apiKey { id } scopes limits { maxPageSize } } }',
  },
  'Query.channels': { scope: null, query: '{ channels { channel } }' },
  'Query.post': { scope: 'POSTS_READ', query: `{ post(id: "${newId('Post')}") { id } }` },
  'Query.posts': {
    scope: 'POSTS_READ',
    query: '{ posts { totalCount nodes { id accounts { id } containers { id } deliveries { id attempts { id } } } } }',
  },
  'Query.validatePost': {
    scope: 'POSTS_WRITE',
    query: '{ validatePost(input: { accounts: ["bluesky"], content: "Hi" }) { valid variants { account { id } } } }',
  },
  'Query.accounts': { scope: 'ACCOUNTS_READ', query: '{ accounts { id } }' },
  'Query.account': { scope: 'ACCOUNTS_READ', query: `{ account(id: "${newId('Account')}") { id } }` },
  'Query.media': { scope: 'MEDIA_READ', query: `{ media(id: "${newId('Media')}") { id } }` },
  'Query.mediaLibrary': { scope: 'MEDIA_READ', query: '{ mediaLibrary { totalCount nodes { id } } }' },
  'Query.apiKeys': { scope: 'KEYS_WRITE', query: '{ apiKeys { id } }' },
  'Mutation.createPost': {
    scope: 'POSTS_WRITE',
    query: `mutation { createPost(input: { accounts: ["bluesky"], content: "Hi" }) {
      post { id accounts { id } containers { id media { id } } deliveries { id } } userErrors { code } } }`,
  },
  ...onPost('updatePost'),
  ...onPost('publishPost'),
  ...onPost('retryFailedPlatforms'),
  ...onPost('deletePost'),
  'Mutation.uploadMediaFromUrl': {
    scope: 'MEDIA_WRITE',
    query: 'mutation { uploadMediaFromUrl(input: { url: "nonsense" }) { userErrors { code } } }',
  },
  'Mutation.updateMedia': {
    scope: 'MEDIA_WRITE',
    query: `mutation { updateMedia(input: { id: "${newId('Media')}" }) { userErrors { code } } }`,
  },
  'Mutation.deleteMedia': {
    scope: 'MEDIA_WRITE',
    query: `mutation { deleteMedia(input: { id: "${newId('Media')}" }) { userErrors { code } } }`,
  },
  'Mutation.connectAccount': {
    scope: 'ACCOUNTS_WRITE',
    query: `mutation { connectAccount(input: { mastodon: { server: "nonsense", accessToken: "" } }) {
      accounts { id } userErrors { code } } }`,
  },
  'Mutation.startAccountConnection': {
    scope: 'ACCOUNTS_WRITE',
    query: 'mutation { startAccountConnection(input: { channel: LINKEDIN }) { userErrors { code } } }',
  },
  'Mutation.disconnectAccount': {
    scope: 'ACCOUNTS_WRITE',
    query: `mutation { disconnectAccount(input: { id: "${newId('Account')}" }) { userErrors { code } } }`,
  },
  'Mutation.createApiKey': {
    scope: 'KEYS_WRITE',
    query:
      'mutation { createApiKey(input: { name: "x", scopes: [KEYS_WRITE] }) { apiKey { id } userErrors { code } } }',
  },
  'Mutation.revokeApiKey': {
    scope: 'KEYS_WRITE',
    query: `mutation { revokeApiKey(input: { id: "${newId('ApiKey')}" }) { apiKey { id } userErrors { code } } }`,
  },
};

function onPost(verb: string): Record<string, Operation> {
  const query = `mutation { ${verb}(input: { id: "${newId('Post')}" }) { post { id } userErrors { code } } }`;
  return { [`Mutation.${verb}`]: { scope: 'POSTS_WRITE', query } };
}

/** Those that are tested below in a way of their own. */
const others = ['Query.node', 'Query.nodes', 'Mutation.uploadMedia', 'Subscription.postStatusChanged'];

const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
);
const built = Object.entries(operations).filter(([field]) => fields.includes(field));

let api: TestApi;
let nodes: [string, ApiScope][];
const keys = new Map<string, string>();
beforeAll(async () => {
  api = await startTestApi();
  const { database, workspace } = api;
  for (const scope of apiScopes) {
    await keep(`only ${scope}`, [scope]);
    await keep(
      `all but ${scope}`,
      apiScopes.filter((other) => other !== scope),
    );
  }
  const accountId = await storeAccount(database, workspace.workspaceId);
  const post = await storePost(database, workspace.workspaceId, { deliveries: [{ accountId, attempts: 1 }] });
  nodes = [
    [accountId, 'ACCOUNTS_READ'],
    [post.id, 'POSTS_READ'],
    [post.containerIds[0] as string, 'POSTS_READ'],
    [post.deliveryIds[0] as string, 'POSTS_READ'],
    [newId('Attempt'), 'POSTS_READ'],
    [newId('Media'), 'MEDIA_READ'],
  ];
});
afterEach(terminateSockets);
afterAll(() => api[Symbol.asyncDispose]());

async function keep(name: string, scopes: readonly ApiScope[]): Promise<void> {
  keys.set(name, (await storeApiKey(api.database, api.workspace.workspaceId, { scopes })).key);
}

type Answer = { data?: unknown; errors?: { extensions: Record<string, unknown> }[] };

async function send(name: string, body: { query: string; variables?: unknown } | FormData): Promise<Answer> {
  const form = body instanceof FormData;
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${keys.get(name)}`,
      ...(form ? { 'x-graphql-yoga-csrf': '1' } : { 'content-type': 'application/json' }),
    },
    body: form ? body : JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

const forbidden = (scope: ApiScope) => ({ errors: [{ extensions: { code: 'FORBIDDEN', scope } }] });

test('the table has every field', () => {
  expect(fields.filter((field) => !(field in operations) && !others.includes(field))).toEqual([]);
});

describe.each(built)('%s', (_field, { scope, query }) => {
  if (scope !== null)
    test(`is refused to a key with every scope but ${scope}`, async () => {
      expect(await send(`all but ${scope}`, { query })).toMatchObject(forbidden(scope));
    });

  test.each(apiScopes)('with %s alone', async (own) => {
    const answer = await send(`only ${own}`, { query });
    if (scope === null || scope === own)
      expect(answer).toEqual({ data: expect.anything(), extensions: expect.anything() });
    else expect(answer).toMatchObject(forbidden(scope));
  });
});

test.each(['node(id: $id) { id }', 'nodes(ids: [$id]) { id }'])('%s needs what the id is about', async (field) => {
  const query = `query ($id: ID!) { ${field} }`;
  for (const [id, scope] of nodes) {
    expect(await send(`all but ${scope}`, { query, variables: { id } })).toMatchObject(forbidden(scope));
    const answer = await send(`only ${scope}`, { query, variables: { id } });
    expect(answer.errors).toBeUndefined();
  }
});

test('uploadMedia needs MEDIA_WRITE', async () => {
  const query = 'mutation ($file: File!) { uploadMedia(input: { file: $file }) { userErrors { code } } }';
  const form = () => {
    const data = new FormData();
    data.set('operations', JSON.stringify({ query, variables: { file: null } }));
    data.set('map', JSON.stringify({ 0: ['variables.file'] }));
    data.set('0', new File(['no image'], 'image.png'));
    return data;
  };
  expect(await send('all but MEDIA_WRITE', form())).toMatchObject(forbidden('MEDIA_WRITE'));
  const answer = await send('only MEDIA_WRITE', form());
  expect(answer).toMatchObject({ data: { uploadMedia: { userErrors: [{ code: expect.any(String) }] } } });
});

test('postStatusChanged needs POSTS_READ', async () => {
  const event = { postId: newId('Post'), previousStatus: null, status: 'DRAFT', deliveryId: null } as const;
  const events = [{ ...event, previousDeliveryStatus: null, deliveryStatus: null }];
  await api.database.$transaction((tx) => appendEvents(tx, api.workspace.workspaceId, events));
  const firstMessage = async (name: string) => {
    const raw = await connect(api);
    raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${keys.get(name)}` } });
    await raw.next();
    raw.send(subscribe(`subscription { postStatusChanged(after: "${encodeEventCursor(0n)}") { postId } }`));
    return raw.next();
  };
  const [refused, served] = [await firstMessage('all but POSTS_READ'), await firstMessage('only POSTS_READ')];
  expect(JSON.stringify(refused)).toContain('"FORBIDDEN"');
  expect(served).toMatchObject({ payload: { data: { postStatusChanged: { postId: expect.any(String) } } } });
});
