import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersistedOperations } from '../../src/config.ts';
import { terminateSockets } from './raw-socket.ts';
import { startTestApi, type TestApi } from './test-api.ts';
import { ways } from './ways.ts';

const scopes = 'query Scopes { viewer { scopes } }';
const documents = new Map([
  ['hash-of-scopes', scopes],
  ['hash-of-rubbish', '{ nothing }'],
]);
const persisted: PersistedOperations = { documents, only: false };

let open: TestApi;
let closed: TestApi;
beforeAll(async () => {
  open = await startTestApi({ config: { persistedOperations: persisted } });
  closed = await startTestApi({ config: { persistedOperations: { ...persisted, only: true } } });
});
afterAll(async () => {
  terminateSockets();
  await open[Symbol.asyncDispose]();
  await closed[Symbol.asyncDispose]();
});

const by = (sha256Hash: string) => ({ query: '', extensions: { persistedQuery: { version: 1, sha256Hash } } });
const refused = (code: string) => ({ errors: [{ extensions: { code } }] });
const answered = { data: { viewer: { scopes: expect.anything() } } };

describe.each(Object.entries(ways))('%s', (_way, ask) => {
  test('an operation can be named by its hash', async () => {
    expect(await ask(open, by('hash-of-scopes'))).toMatchObject(answered);
    expect(await ask(closed, by('hash-of-scopes'))).toMatchObject(answered);
  });

  test('an unknown hash is PERSISTED_QUERY_NOT_FOUND', async () => {
    expect(await ask(open, by('constructor'))).toMatchObject(refused('PERSISTED_QUERY_NOT_FOUND'));
  });

  test('other operations are run, unless persisted ones alone are', async () => {
    const query = '{ viewer { scopes } }';
    expect(await ask(open, { query })).toMatchObject(answered);
    expect(await ask(closed, { query })).toMatchObject(refused('PERSISTED_QUERY_REQUIRED'));
    expect(await ask(closed, { query: scopes })).toMatchObject(answered);
  });

  test('what was persisted is validated', async () => {
    expect(await ask(closed, by('hash-of-rubbish'))).toMatchObject(refused('GRAPHQL_VALIDATION_FAILED'));
  });
});

test('over HTTP the text may be left out', async () => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${open.workspace.key}` };
  const body = JSON.stringify({ extensions: by('hash-of-scopes').extensions });
  const answer = await fetch(`${open.url}/graphql`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject(answered);
});
