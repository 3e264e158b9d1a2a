import { readdirSync, readFileSync } from 'node:fs';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/config.ts';
import { terminateSockets } from './raw-socket.ts';
import { startTestApi, type TestApi } from './test-api.ts';
import { ways } from './ways.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => {
  terminateSockets();
  return api[Symbol.asyncDispose]();
});

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join(' ');
const deep = (levels: number) => `{ ${'viewer { '.repeat(levels - 1)} scopes ${'} '.repeat(levels)}`;
const posts = (fields: string) => `{ posts(first: 100) { nodes { id ${fields} } } }`;
const askByPost = ways['by POST'];
const refusals = async (query: string, variables?: Record<string, unknown>) => {
  const { errors = [] } = await api.client.send(query, variables);
  return errors.map(({ extensions: { code, limit, actual } = {} }) => ({ code, limit, actual }));
};
const costOf = async (query: string, variables?: Record<string, unknown>) =>
  ((await api.client.send(query, variables)).extensions?.cost as { requested: number } | undefined)?.requested;

const tooMuch: readonly [what: string, query: string, refused: Record<string, unknown>][] = [
  ['deep', deep(21), { code: 'DEPTH_EXCEEDED', limit: 20, actual: 21 }],
  [
    'many aliases',
    `{ ${times(51, (at) => `a${at}: __typename`)} }`,
    { code: 'ALIASES_EXCEEDED', limit: 50, actual: 51 },
  ],
  [
    'many fields that repeat each other',
    `{ ${times(52, () => '__typename')} }`,
    { code: 'ALIASES_EXCEEDED', limit: 50, actual: 51 },
  ],
  [
    'many directives',
    `{ ${times(51, () => '...{ __typename @skip(if: true) }')} }`,
    { code: 'DIRECTIVES_EXCEEDED', limit: 50, actual: 51 },
  ],
  [
    'many directives at one place',
    `{ __typename ${times(6, () => '@a')} }`,
    { code: 'DIRECTIVES_EXCEEDED', limit: 5, actual: 6 },
  ],
  ['long in tokens', `{ ${times(1_999, () => 'a')} }`, { code: 'TOKENS_EXCEEDED', limit: 2_000 }],
  [
    'long in characters',
    `{ __typename } #${'x'.repeat(50_000)}`,
    { code: 'LENGTH_EXCEEDED', limit: 50_000, actual: 50_016 },
  ],
  [
    'costly',
    posts('deliveries { post { deliveries { post { deliveries { post { deliveries { segments { id } } } } } } } }'),
    { code: 'COST_EXCEEDED', limit: 100_000, actual: 406_101 },
  ],
];

describe('a document that is too', () => {
  const short = tooMuch.filter(([what]) => what !== 'long in characters');

  test.each(tooMuch)(
    '%s is refused with its limit and by how much it passes it',
    async (_what, query, { code, limit, actual }) => {
      expect(await refusals(query)).toEqual([{ code, limit, actual }]);
    },
  );

  describe.each(Object.entries(ways))('%s', (_way, ask) => {
    test.each(short)('%s is refused', async (_what, query, refused) => {
      const { errors, data } = await ask(api, { query });
      expect(errors).toMatchObject([{ extensions: refused }]);
      expect(errors?.[0]?.extensions).not.toHaveProperty('http');
      expect(data ?? null).toBeNull();
    });
  });

  test('much in several ways is told all of them, each with what to do', async () => {
    const query = `{ ${times(51, (at) => `a${at}: posts(first: 100) { nodes { deliveries { segments { id } } } }`)} ...${deep(20)} }`;
    const { errors = [], httpStatus } = await api.client.send(query);
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['ALIASES_EXCEEDED', 'COST_EXCEEDED']);
    expect(errors[0]?.message).toBe(
      'The document has 51 fields that are aliased or repeated, and 50 is the most. Send several requests.',
    );
    expect(httpStatus).toBe(200);
  });

  test('much in several of its operations is refused for the heaviest', async () => {
    const operation = (name: string, aliases: number) =>
      `query ${name} { ${times(aliases, (at) => `a${at}: __typename`)} }`;
    const query = [operation('Light', 1), operation('Heaviest', 60), operation('Heavy', 51)].join(' ');
    const { errors } = await askByPost(api, { query, operationName: 'Light' });
    const extensions = { code: 'ALIASES_EXCEEDED', limit: 50, actual: 60 };
    expect(errors).toMatchObject([{ extensions }]);
  });
});

describe('a document at a limit is run', () => {
  test.each([
    ['aliases', `{ ${times(50, (at) => `a${at}: __typename`)} }`],
    ['directives', `{ ${times(50, () => '...{ __typename @include(if: true) }')} }`],
    ['characters', `{ __typename } #`.padEnd(50_000, 'x')],
    ['depth', `{ __type(name: "x") { ${'ofType { '.repeat(18)} name ${'} '.repeat(20)}`],
  ])('%s', async (_what, query) => {
    expect(await refusals(query)).toEqual([]);
  });

  test('the introspection of GraphiQL and of code generators', async () => {
    const query = getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true, oneOf: true });
    expect(await refusals(query)).toEqual([]);
  });

  test.each(readdirSync('schema/operations'))('the example %s', async (file) => {
    const example = readFileSync(`schema/operations/${file}`, 'utf8');
    // All operations of a document are weighed, and one is run.
    const query = `${example} query Second { __typename }`;
    expect(await askByPost(api, { query, operationName: 'Second' })).toMatchObject({ data: { __typename: 'Query' } });
  });

  test('a page of 100 posts with all that belongs to them', async () => {
    const account = 'account { id statusReason { code } }';
    const media = 'media { id }';
    const query = posts(
      `containers { ${media} overrides { ${account} ${media} } } link { url } deliveries { ${account}
        segments { container { id } ${media} error { code } } attempts { error { code } } error { code } }
        failedPlatforms { delivery { id } ${account} error { code } } accounts { id statusReason { code } }`,
    );
    expect(await costOf(query)).toBeLessThan(defaultLimits.maxCost);
  });
});

describe('what an operation costs', () => {
  test('is told beside its answer', async () => {
    const { extensions } = await api.client.send('{ viewer { workspace { name } scopes } }');
    expect(extensions).toEqual({ cost: { requested: 2, limit: 100_000 } });
  });

  test.each([
    ['an object once', '{ viewer { workspace { id } } }', 2],
    ['a page by its size', '{ posts(first: 7) { nodes { id } pageInfo { endCursor } } }', 9],
    ['a page from its end by its size', '{ posts(last: 7) { edges { node { id } } } }', 15],
    ['a page without a size as one of 20', '{ posts { nodes { id } } }', 21],
    ['any other list as one of five', '{ accounts { id } }', 5],
    ['ids one by one', '{ nodes(ids: ["x", "y", "z"]) { id } }', 3],
    ['a look at a network as 1,000 objects', '{ account(id: "x") { choices(option: "boardId") { value } } }', 1_006],
    [
      'a fragment wherever it is spread',
      '{ a: posts(first: 3) { ...F } b: posts(first: 4) { ...F } } fragment F on PostConnection { nodes { id } }',
      9,
    ],
  ])('counts %s', async (_what, query, cost) => {
    expect(await costOf(query)).toBe(cost);
  });

  test('goes by variables and by what they are where they are not given', async () => {
    const query =
      'query ($first: Int = 6, $ids: [ID!] = []) { posts(first: $first) { nodes { id } } nodes(ids: $ids) { id } }';
    expect(await costOf(query)).toBe(8);
    expect(await costOf(query, { first: 60, ids: ['x', 'y'] })).toBe(63);
  });

  test('is that of the operation which is run', async () => {
    const query = 'query A { viewer { scopes } } query B { posts(first: 5) { nodes { id } } }';
    const body = JSON.stringify({ query, operationName: 'B' });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${api.workspace.key}` };
    const answer = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ extensions: { cost: { requested: 6 } } });
  });
});

describe('fragments', () => {
  test('that double each other are weighed at once', async () => {
    const nested = times(90, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`);
    const query = `{ ...F0 } ${nested} fragment F90 on Query { again: __typename }`;
    expect(await refusals(query)).toEqual([{ code: 'ALIASES_EXCEEDED', limit: 50, actual: Number.MAX_SAFE_INTEGER }]);
  });

  test('that go in a circle are refused', async () => {
    const query = '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F __typename }';
    expect(await refusals(query)).toMatchObject([{ code: 'GRAPHQL_VALIDATION_FAILED' }]);
  });
});

test('the limits can be read', async () => {
  const names = [
    'maxDocumentLength',
    'maxTokens',
    'maxDepth',
    'maxAliases',
    'maxDirectives',
    'maxDirectivesTogether',
    'maxCost',
    'requestsPerMinute',
  ] as const;
  const query = `{ viewer { limits { ${names.join(' ')} } } }`;
  const { viewer } = await api.client.request<{ viewer: { limits: object } }>(query);
  expect(viewer.limits).toEqual(Object.fromEntries(names.map((name) => [name, defaultLimits[name]])));
});
