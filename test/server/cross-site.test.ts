import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { socketUrl } from '../support/graphql-client.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

type Headers = Record<string, string>;
type Answer = { status: number | undefined; headers: Record<string, unknown>; body: string };

/** Not fetch, which writes Host and Origin itself. */
async function call(
  headers: Headers,
  { method = 'POST', body = '{"query":"{ __typename }"}', to = api } = {},
): Promise<Answer> {
  const key = { authorization: `Bearer ${to.workspace.key}` };
  const sent = httpRequest(`${to.url}/graphql`, {
    method,
    headers: { 'content-type': 'application/json', ...key, ...headers },
  });
  sent.end(method === 'POST' ? body : undefined);
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, body: text };
}

async function upgradeStatus(headers: Headers, to = api): Promise<number> {
  const socket = new WebSocket(socketUrl(to.url), 'graphql-transport-ws', { headers });
  const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number);
  const status = await Promise.race([refused, once(socket, 'open').then(() => 101)]);
  socket.on('error', () => undefined);
  socket.terminate();
  return status;
}

const foreign = 'https://evil.example';
const listed = 'https://app.example.com';

describe('a page of another site', () => {
  test('is not let through, over HTTP or websocket', async () => {
    expect((await call({ origin: foreign })).status).toBe(403);
    expect((await call({ origin: 'null' })).status).toBe(403);
    expect(await upgradeStatus({ origin: foreign })).toBe(403);
    expect(await upgradeStatus({ origin: 'null' })).toBe(403);
  });

  test('is not told that it may read', async () => {
    for (const method of ['OPTIONS', 'GET'])
      expect((await call({ origin: foreign }, { method })).headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('is let through where it is listed', async () => {
    const answer = await call({ origin: listed });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': listed, vary: 'origin' });
    const preflight = { origin: listed, 'access-control-request-headers': 'authorization,content-type' };
    expect((await call(preflight, { method: 'OPTIONS' })).headers).toMatchObject({
      'access-control-allow-origin': listed,
      'access-control-allow-headers': 'authorization,content-type',
    });
    expect(await upgradeStatus({ origin: listed })).toBe(101);
  });
});

test('a page of this server is let through, by whichever name it was opened', async () => {
  const { port } = api.http;
  expect((await call({ origin: api.url })).status).toBe(200);
  expect((await call({ origin: `http://localhost:${port}`, host: `localhost:${port}` })).status).toBe(200);
  expect(await upgradeStatus({ origin: api.url })).toBe(101);
});

describe('a name that a foreign page has bound to loopback', () => {
  const rebound = { host: 'evil.example:4000', origin: 'http://evil.example:4000' };

  test('is not answered to in demo mode', async () => {
    expect((await call(rebound)).status).toBe(421);
    expect((await call(rebound, { method: 'GET' })).status).toBe(421);
    expect(await upgradeStatus(rebound)).toBe(421);
  });

  test('is nobody’s business in production, where the name is the operator’s', async () => {
    await using production = await startTestApi({ config: { mode: 'production' } });
    expect((await call(rebound, { to: production })).status).toBe(200);
    expect(await upgradeStatus(rebound, production)).toBe(101);
  });
});

describe('what a form can send without leave', () => {
  const simple = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'];

  test.each(simple)('%s is refused', async (type) => {
    expect((await call({ 'content-type': type }, { body: 'query={__typename}' })).status).toBe(403);
  });

  test('is let through with a header that needs leave', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'graphql-require-preflight': '1' };
    expect((await call(headers, { body: 'query={__typename}' })).status).toBe(200);
  });

  test('cannot run a mutation by a link', async () => {
    const query = encodeURIComponent('mutation { publishPost(input: { id: "x" }) { post { id } } }');
    const answer = await fetch(`${api.url}/graphql?query=${query}`, {
      headers: { authorization: `Bearer ${api.workspace.key}` },
    });
    expect(answer.status).toBe(405);
  });
});
