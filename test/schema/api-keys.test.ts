import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { startTestApi, type TestApi } from '../server/test-api.ts';
import { storeApiKey, storeWorkspace } from '../support/fixtures.ts';
import { graphqlClient } from '../support/graphql-client.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const keyFields = 'id name prefix scopes createdAt lastUsedAt expiresAt revokedAt';
const errorFields = 'userErrors { code message path limit actual unit }';

type Key = { id: string; name: string; prefix: string; scopes: string[]; revokedAt: string | null };
type UserError = { code: string; message: string; path: string[] };
type Created = { apiKey: Key | null; secret: string | null; userErrors: UserError[] };
type Revoked = { apiKey: Key | null; userErrors: UserError[] };

const as = (key: string) => graphqlClient({ url: api.url, key });
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

async function create(input: Record<string, unknown>, client = api.client): Promise<Created> {
  const query = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { ${keyFields} } secret ${errorFields} } }`;
  return (await client.request<{ createApiKey: Created }>(query, { input })).createApiKey;
}

async function revoke(id: string, client = api.client): Promise<Revoked> {
  const query = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { ${keyFields} } ${errorFields} } }`;
  return (await client.request<{ revokeApiKey: Revoked }>(query, { input: { id } })).revokeApiKey;
}

async function list(client = api.client): Promise<Key[]> {
  return (await client.request<{ apiKeys: Key[] }>(`{ apiKeys { ${keyFields} } }`)).apiKeys;
}

async function made(input: Record<string, unknown>): Promise<{ id: string; secret: string }> {
  const { apiKey, secret, userErrors } = await create(input);
  if (!apiKey || !secret) throw new Error(JSON.stringify(userErrors));
  return { id: apiKey.id, secret };
}

describe('createApiKey', () => {
  test('makes a key that does what it may and nothing else', async () => {
    const expiresAt = inAnHour();
    const { apiKey, secret, userErrors } = await create({
      name: ' Calendar ',
      scopes: ['MEDIA_READ', 'POSTS_READ', 'POSTS_READ'],
      expiresAt,
    });
    expect(userErrors).toEqual([]);
    expect(apiKey).toMatchObject({ name: 'Calendar', scopes: ['POSTS_READ', 'MEDIA_READ'], expiresAt });
    expect(apiKey).toMatchObject({ revokedAt: null, lastUsedAt: null });
    expect(secret?.startsWith(apiKey?.prefix ?? '?')).toBe(true);
    const holder = as(secret ?? '');
    expect(await holder.request('{ viewer { apiKey { id } scopes } posts { totalCount } }')).toEqual({
      viewer: { apiKey: { id: apiKey?.id }, scopes: ['POSTS_READ', 'MEDIA_READ'] },
      posts: { totalCount: 0 },
    });
    expect(await holder.send('{ accounts { id } }')).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test('shows the secret once, and keeps no more than its hash', async () => {
    const { secret } = await made({ name: 'Once', scopes: ['POSTS_READ'] });
    expect(secret).toMatch(/^postern_[0-9a-f]{12}_[\w-]{43}$/);
    expect(JSON.stringify(await list())).not.toContain(secret);
    expect(JSON.stringify(await api.database.apiKey.findMany())).not.toContain(secret);
    expect((await made({ name: 'Once', scopes: ['POSTS_READ'] })).secret).not.toBe(secret);
  });

  test('gives no scope that the caller lacks, and names each', async () => {
    const { workspaceId } = api.workspace;
    const { key } = await storeApiKey(api.database, workspaceId, { scopes: ['KEYS_WRITE', 'POSTS_READ'] });
    const before = (await list()).length;
    const refused = await create({ name: 'More', scopes: ['MEDIA_READ', 'POSTS_READ', 'POSTS_WRITE'] }, as(key));
    expect(refused).toMatchObject({ apiKey: null, secret: null });
    expect(refused.userErrors).toMatchObject([
      { code: 'INVALID', path: ['input', 'scopes', '0'], message: expect.stringContaining('MEDIA_READ') },
      { code: 'INVALID', path: ['input', 'scopes', '2'], message: expect.stringContaining('POSTS_WRITE') },
    ]);
    expect(await list()).toHaveLength(before);
    expect((await create({ name: 'As much', scopes: ['KEYS_WRITE', 'POSTS_READ'] }, as(key))).userErrors).toEqual([]);
  });

  test.each([
    ['no name', { name: ' ', scopes: ['POSTS_READ'] }, { code: 'REQUIRED', path: ['input', 'name'] }],
    [
      'a long name',
      { name: '😀'.repeat(101), scopes: ['POSTS_READ'] },
      { code: 'TOO_LONG', path: ['input', 'name'], limit: 100, actual: 101, unit: 'characters' },
    ],
    ['no scope', { name: 'None', scopes: [] }, { code: 'REQUIRED', path: ['input', 'scopes'] }],
    [
      'a past end',
      { name: 'Late', scopes: ['POSTS_READ'], expiresAt: '2020-01-01T00:00:00Z' },
      { code: 'INVALID', path: ['input', 'expiresAt'] },
    ],
  ])('refuses %s', async (_what, input, error) => {
    expect(await create(input)).toMatchObject({ apiKey: null, secret: null, userErrors: [error] });
  });

  test('takes a name of 100 characters', async () => {
    const name = '😀'.repeat(100);
    expect((await create({ name, scopes: ['POSTS_READ'] })).apiKey?.name).toBe(name);
  });

  test('says everything that is wrong at once', async () => {
    const { userErrors } = await create({ name: '', scopes: [], expiresAt: '2020-01-01T00:00:00Z' });
    expect(userErrors.map(({ path }) => path.at(-1))).toEqual(['name', 'scopes', 'expiresAt']);
  });

  test('makes a key that ends when it says', async () => {
    const { secret } = await made({
      name: 'Brief',
      scopes: ['POSTS_READ'],
      expiresAt: new Date(Date.now() + 400).toISOString(),
    });
    await new Promise((resolve) => setTimeout(resolve, 450));
    expect(await as(secret).send('{ viewer { scopes } }')).toMatchObject({ httpStatus: 401 });
  });
});

describe('apiKeys', () => {
  test('lists the workspace’s keys, oldest first, with revoked ones, and no other’s', async () => {
    const { key, workspaceId, apiKeyId } = await storeWorkspace(api.database);
    const { apiKeyId: second } = await storeApiKey(api.database, workspaceId, { revokedAt: new Date() });
    const keys = await list(as(key));
    expect(keys.map(({ id }) => id)).toEqual([apiKeyId, second]);
    expect(keys.map(({ revokedAt }) => revokedAt === null)).toEqual([true, false]);
  });

  test('are found by node, where keys may be written; else only one’s own', async () => {
    const { id, secret } = await made({ name: 'Reader', scopes: ['POSTS_READ'] });
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await api.client.request(query, { id })).toEqual({ node: { id } });
    expect(await as(secret).request(query, { id })).toEqual({ node: { id } });
    expect(await as(secret).request(query, { id: api.workspace.apiKeyId })).toEqual({ node: null });
  });
});

describe('revokeApiKey', () => {
  test('ends a key, and does no more the second time', async () => {
    const { id, secret } = await made({ name: 'Lost', scopes: ['POSTS_READ'] });
    const first = await revoke(id);
    expect(first).toMatchObject({ apiKey: { id, revokedAt: expect.any(String) }, userErrors: [] });
    expect(await as(secret).send('{ viewer { scopes } }')).toMatchObject({ httpStatus: 401 });
    expect(await revoke(id)).toEqual(first);
  });

  test('ends the caller’s own key', async () => {
    const { id, secret } = await made({ name: 'Own', scopes: ['KEYS_WRITE'] });
    expect(await revoke(id, as(secret))).toMatchObject({ apiKey: { id }, userErrors: [] });
    expect(await as(secret).send('{ viewer { scopes } }')).toMatchObject({ httpStatus: 401 });
  });

  test('knows no key of another workspace, and no other id', async () => {
    const other = await storeWorkspace(api.database);
    for (const id of [other.apiKeyId, newId('ApiKey'), newId('Post'), 'nonsense', '', 'key_\u0000'])
      expect(await revoke(id)).toMatchObject({
        apiKey: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['input', 'id'] }],
      });
    expect((await list(as(other.key)))[0]?.revokedAt).toBeNull();
  });
});
