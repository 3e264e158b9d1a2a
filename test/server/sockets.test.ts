import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { storeApiKey } from '../support/fixtures.ts';
import { socketUrl } from '../support/graphql-client.ts';
import { connect, connectWithKey, subscribe, terminateSockets } from './raw-socket.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterEach(terminateSockets);
afterAll(() => api[Symbol.asyncDispose]());

const viewer = '{ viewer { workspace { id } } }';
const viewed = () => ({ data: { viewer: { workspace: { id: api.workspace.workspaceId } } } });

describe('a socket’s key', () => {
  test('in connection_init serves every operation', async () => {
    const raw = await connectWithKey(api);
    raw.send(subscribe(viewer));
    expect(await raw.next()).toMatchObject({ type: 'next', id: '1', payload: viewed() });
    expect(await raw.next()).toEqual({ type: 'complete', id: '1' });
  });

  test('may come with each operation instead', async () => {
    const raw = await connect(api);
    raw.send({ type: 'connection_init' });
    expect(await raw.next()).toEqual({ type: 'connection_ack' });
    raw.send(subscribe(viewer, { extensions: { headers: { Authorization: `Bearer ${api.workspace.key}` } } }));
    expect(await raw.next()).toMatchObject({ payload: viewed() });
  });

  test('that is wrong closes it with 4403', async () => {
    const revoked = await storeApiKey(api.database, api.workspace.workspaceId, { revokedAt: new Date(0) });
    for (const authorization of ['Bearer wrong', api.workspace.key, `Bearer ${revoked.key}`]) {
      const raw = await connect(api);
      raw.send({ type: 'connection_init', payload: { authorization } });
      expect(await raw.closed).toBe(4403);
    }
  });

  test('that is wrong in an operation closes it with 4403', async () => {
    const raw = await connectWithKey(api);
    raw.send(subscribe(viewer, { extensions: { headers: { authorization: 'Bearer wrong' } } }));
    expect(await raw.closed).toBe(4403);
  });

  test('that is missing closes it with 4403, even for what needs none over HTTP', async () => {
    for (const query of [viewer, '{ __typename }']) {
      const raw = await connect(api);
      raw.send({ type: 'connection_init', payload: {} });
      expect(await raw.next()).toEqual({ type: 'connection_ack' });
      raw.send(subscribe(query));
      expect(await raw.closed).toBe(4403);
    }
  });

  test('is looked at again for every operation', async () => {
    const raw = await connect(api);
    const { key, apiKeyId } = await storeApiKey(api.database, api.workspace.workspaceId);
    raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
    await raw.next();
    await api.database.apiKey.update({ where: { id: apiKeyId }, data: { revokedAt: new Date(0) } });
    raw.send(subscribe(viewer));
    expect(await raw.closed).toBe(4403);
  });
});

describe('a socket', () => {
  test('errors of one operation leave the others alone', async () => {
    const raw = await connectWithKey(api);
    raw.send(subscribe('{ viewer '));
    expect(await raw.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
    raw.send(subscribe('{ nothing }'));
    expect(await raw.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    raw.send(subscribe('query ($n: Int!) { posts(first: $n) { nodes { id } } }'));
    const { payload } = await raw.next();
    expect(payload).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await raw.next()).toMatchObject({ type: 'complete' });
    raw.send(subscribe(viewer));
    expect(await raw.next()).toMatchObject({ payload: viewed() });
  });

  test('nothing of an error is meant for HTTP, or leaks what is unexpected', async () => {
    const raw = await connectWithKey(api);
    raw.send(
      subscribe(
        'mutation { connectAccount(input: { mastodon: { server: "https://example.com", accessToken: "x" } }) { userErrors { code } } }',
      ),
    );
    const { payload } = await raw.next();
    expect(payload).toMatchObject({
      errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', id: expect.any(String) } }],
    });
    expect(JSON.stringify(payload)).not.toMatch(/nothing behind|"http"|"unexpected"/);
    await raw.next();
    raw.send(subscribe('{ viewer '));
    expect(JSON.stringify(await raw.next())).not.toContain('"http"');
  });

  test('a message that is too long ends its socket, and no other', async () => {
    const [greedy, other] = [await connectWithKey(api), await connectWithKey(api)];
    greedy.send(subscribe(`# ${'x'.repeat(300 * 1024)}`));
    expect(await greedy.closed).toBe(1009);
    other.send(subscribe(viewer));
    expect(await other.next()).toMatchObject({ payload: viewed() });
  });

  test('has 100 operations at most', async () => {
    const raw = await connectWithKey(api);
    for (let index = 0; index < 100; index++)
      raw.send(subscribe('subscription { postStatusChanged { cursor } }', {}, `s${index}`));
    raw.send(subscribe('subscription { postStatusChanged { cursor } }', {}, 'one too many'));
    expect(await raw.next()).toMatchObject({
      type: 'error',
      id: 'one too many',
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }],
    });
  });

  test('opens at one path alone: others are not found', async () => {
    const socket = new WebSocket(`${socketUrl(api.url)}/other`, 'graphql-transport-ws');
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(404);
    socket.on('error', () => undefined).terminate();
  });
});
