import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { storeApiKey } from '../support/fixtures.ts';
import { graphqlClient } from '../support/graphql-client.ts';
import { connect, type RawSocket, subscribe, terminateSockets } from './raw-socket.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterEach(terminateSockets);
afterAll(() => api[Symbol.asyncDispose]());

const watching = 'subscription { postStatusChanged { cursor } }';

async function revoke(id: string): Promise<void> {
  await api.client.request('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { code } } }', { id });
}

async function openWith(key: string): Promise<RawSocket> {
  const raw = await connect(api);
  raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
  expect(await raw.next()).toEqual({ type: 'connection_ack' });
  return raw;
}

async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`It took more than ${ms} ms.`)), ms);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

describe('a revoked key', () => {
  test('stops at once over HTTP', async () => {
    const { apiKeyId, key } = await storeApiKey(api.database, api.workspace.workspaceId);
    const holder = graphqlClient({ url: api.url, key });
    await holder.request('{ viewer { scopes } }');
    await revoke(apiKeyId);
    expect(await holder.send('{ viewer { scopes } }')).toMatchObject({ httpStatus: 401 });
  });

  test('closes its sockets with 4403, those that idle as well, and no others', async () => {
    const { workspaceId } = api.workspace;
    const [ended, other] = [await storeApiKey(api.database, workspaceId), await storeApiKey(api.database, workspaceId)];
    const [idle, busy, spared] = [await openWith(ended.key), await openWith(ended.key), await openWith(other.key)];
    busy.send(subscribe(watching));
    await revoke(ended.apiKeyId);
    expect(await within(3_000, Promise.all([idle.closed, busy.closed]))).toEqual([4403, 4403]);
    spared.send(subscribe('{ viewer { apiKey { id } } }'));
    expect(await spared.next()).toMatchObject({ payload: { data: { viewer: { apiKey: { id: other.apiKeyId } } } } });
  });

  test('closes a socket on which it came with an operation', async () => {
    const [first, second] = [
      await storeApiKey(api.database, api.workspace.workspaceId),
      await storeApiKey(api.database, api.workspace.workspaceId),
    ];
    const raw = await openWith(first.key);
    raw.send(subscribe(watching, { extensions: { headers: { authorization: `Bearer ${second.key}` } } }));
    raw.send(subscribe('{ viewer { apiKey { id } } }', {}, '2'));
    await raw.next();
    await revoke(second.apiKeyId);
    expect(await within(3_000, raw.closed)).toBe(4403);
  });

  test('ends its event streams over HTTP, which say so', async () => {
    const { apiKeyId, key } = await storeApiKey(api.database, api.workspace.workspaceId);
    const answer = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: watching }),
    });
    await revoke(apiKeyId);
    const said = await within(3_000, answer.text());
    expect(said).toMatch(/event: next\ndata: \{"errors":\[.*"UNAUTHENTICATED".*\n\nevent: complete\ndata:\n\n$/s);
    expect(said).not.toContain('"http"');
  });
});

describe('an expired key', () => {
  test('closes its sockets with 4403', async () => {
    const expiresAt = new Date(Date.now() + 500);
    const { key } = await storeApiKey(api.database, api.workspace.workspaceId, { expiresAt });
    const raw = await openWith(key);
    expect(await within(3_500, raw.closed)).toBe(4403);
  });
});

test('nothing is looked at while nothing is open', async () => {
  terminateSockets();
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  api.statements.length = 0;
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(api.statements).toEqual([]);
});
