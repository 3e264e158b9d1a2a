import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './test-api.ts';

const production = { mode: 'production', graphiql: false, introspection: false } as const;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ config: production, deps: { demoApiKey: null } });
});
afterAll(() => api[Symbol.asyncDispose]());

type Errors = { message: string; extensions: Record<string, unknown> }[];
type Answer = { status: number; text: string; data?: Record<string, unknown> | null; errors?: Errors };

/** With a key and without one, as graphql-cop is run with -H and without. */
const keys: Record<string, () => Record<string, string>> = {
  'with a key': () => ({ authorization: `Bearer ${api.workspace.key}` }),
  'without a key': () => ({}),
};

// The checks of https://github.com/dolevf/graphql-cop, each with the very request that it sends.
describe.each(Object.entries(keys))('what graphql-cop looks for in production, %s:', (_whose, key) => {
  async function call(path: string, init: RequestInit): Promise<Answer> {
    const answer = await fetch(`${api.url}/graphql${path}`, { ...init, headers: { ...key(), ...init.headers } });
    const text = await answer.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Pick<Answer, 'data' | 'errors'>) : {};
    return { status: answer.status, text, ...json };
  }

  const post = (body: object) =>
    call('', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const ask = (query: string) => post({ query, operationName: 'cop' });
  const link = (query: string) => call(`?${new URLSearchParams({ query })}`, {});
  const codes = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions.code);

  test('field suggestions: none are made', async () => {
    const { errors } = await ask('query cop { __schema { directive } }');
    expect(errors?.length).toBeGreaterThan(0);
    const unknown = await ask('query cop { viewr { scopes } }');
    expect(unknown.errors?.[0]?.message).toBe('Cannot query field "viewr" on type "Query".');
    expect(JSON.stringify([errors, unknown])).not.toContain('Did you mean');
  });

  test('introspection: the schema is not shown', async () => {
    const answer = await ask('query cop { __schema { types { name fields { name } } } }');
    expect(codes(answer)).toEqual(['INTROSPECTION_DISABLED']);
    expect(answer.data ?? null).toBeNull();
  });

  test('an IDE: there is none', async () => {
    const { text } = await call('', { headers: { accept: 'text/html' } });
    expect(text).not.toMatch(/graphiql\.min\.css|GraphQL Playground|GraphiQL|graphql-playground/);
  });

  test('queries by a mere link: they are refused', async () => {
    const answer = await link('query cop {__typename}');
    expect([answer.status, ...codes(answer)]).toEqual([403, 'FORBIDDEN']);
  });

  test('alias overloading: 101 aliases are refused', async () => {
    const aliases = Array.from({ length: 101 }, (_, at) => `alias${at}:__typename \n`).join('');
    expect(codes(await ask(`query cop { ${aliases} }`))).toEqual(['ALIASES_EXCEEDED']);
  });

  test('batches of queries: they are refused', async () => {
    const answer = await post(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })));
    expect(answer.errors).toHaveLength(1);
    expect(answer.data).toBeUndefined();
  });

  test('traces: there are none', async () => {
    const { text } = await ask('query cop { __typename }');
    expect(text).toContain('"__typename":"Query"');
    expect(text).not.toContain('tracing');
  });

  test('directive overloading: it is answered with one error, not with ten', async () => {
    expect(codes(await ask('query cop { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }'))).toEqual([
      'DIRECTIVES_EXCEEDED',
    ]);
  });

  test('circular introspection: it is refused', async () => {
    const circle = 'fields { type { fields { type { fields { type { fields { type { name } } } } } } } }';
    expect(codes(await ask(`query cop { __schema { types { ${circle} } } }`))).toEqual(['INTROSPECTION_DISABLED']);
  });

  test('mutations by a mere link: they are refused', async () => {
    const answer = await link('mutation cop {__typename}');
    expect([answer.status, ...codes(answer)]).toEqual([403, 'FORBIDDEN']);
  });

  test('queries by a form: they are refused', async () => {
    const answer = await call('', { method: 'POST', body: new URLSearchParams({ query: 'query cop { __typename }' }) });
    expect([answer.status, ...codes(answer)]).toEqual([403, 'FORBIDDEN']);
  });

  test('unhandled errors: nothing of the inside is shown', async () => {
    const answer = await ask('qwerty cop { abc }');
    expect(codes(answer)).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(answer.text.toLowerCase()).not.toMatch(/exception|stack|node_modules/);
  });

  test('field duplication: 500 of the same field are refused', async () => {
    expect(codes(await ask(`query cop { ${'__typename \n'.repeat(500)}} `))).toEqual(['ALIASES_EXCEEDED']);
  });
});

test('variables are no way to suggestions, either', async () => {
  const query = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
  const { errors } = await api.client.send(query, { input: { accounts: [], contents: 'x', type: 'POSTS' } });
  expect(errors?.length).toBeGreaterThan(0);
  expect(JSON.stringify(errors)).not.toContain('Did you mean');
});

test('where exploring is asked for in production, all is open but what does harm', async () => {
  await using explored = await startTestApi({ config: { ...production, introspection: true } });
  const failed = [];
  for (const audit of serverAudits({ url: () => `${explored.url}/graphql` })) {
    const { status, name } = await audit.fn();
    if (status !== 'ok') failed.push(name);
  }
  expect(failed).toEqual([]);
});
