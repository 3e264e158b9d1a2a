import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

type Fetch = typeof fetch;

/** The audits' runs with a key, without one, and with bodies sent in chunks. */
const ways: Record<string, Fetch> = {
  'with a key': (url, init) => fetch(url, withKey(init)),
  'without a key': (url, init) => fetch(url, init),
  'in chunks': (url, init) => fetch(url, inChunks(init)),
};

const withKey = (init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${api.workspace.key}` },
});

const inChunks = (init: RequestInit = {}): RequestInit => {
  if (typeof init.body !== 'string') return init;
  const body = new Blob([init.body]).stream();
  return { ...init, body, duplex: 'half' } as RequestInit;
};

describe.each(Object.entries(ways))('GraphQL over HTTP, %s', (_way, fetchFn) => {
  const audits = serverAudits({ url: () => `${api.url}/graphql`, fetchFn });

  test('has 61 audits', () => expect(audits).toHaveLength(61));

  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    const { status, ...found } = await audit.fn();
    expect({ status, ...found }).toMatchObject({ status: 'ok' });
  });
});

test.each(['/', '/graphql/', '/graphql/stream', '/GRAPHQL', '/media', '/health'])(
  '%s serves no GraphQL',
  async (path) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    };
    const answer = await fetch(`${api.url}${path}`, withKey(init));
    expect(await answer.text()).not.toContain('__typename');
  },
);
