import { glob, readFile } from 'node:fs/promises';
import {
  type ExecutionArgs,
  type GraphQLNamedType,
  getNamedType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../schema/index.ts';
import { defaultLimits } from '../../src/config.ts';
import type { Database } from '../../src/database/prisma.ts';
import { newId } from '../../src/domain/ids.ts';
import { useCompiledQueries } from '../../src/server/use-compiled-queries.ts';
import { storeAccount, storeApiKey, storePost } from '../support/fixtures.ts';
import { queriesIn, type Sample } from '../support/queries-in.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let ids: { post: string; delivery: string; account: string };
let readerKey: string;

type Named = 'postId' | 'containerId' | 'accountId' | 'workspaceId';

beforeAll(async () => {
  const limits = { ...defaultLimits, requestsPerMinute: 1_000_000 };
  api = await startTestApi({ deps: { limits } });
  const { database, workspace } = api;
  const { workspaceId } = workspace;
  await database.apiKey.updateMany({ data: { lastUsedAt: new Date() } });
  readerKey = (await storeApiKey(database, workspaceId, { scopes: ['POSTS_READ'], lastUsedAt: new Date() })).key;
  const accountId = await storeAccount(database, workspaceId);
  const deliveries = [{ accountId, status: 'FAILED' as const, attempts: 2 }];
  const { id, containerIds, deliveryIds } = await storePost(database, workspaceId, {
    containers: ['root', 'reply'],
    startedAt: new Date(),
    deliveries,
  });
  await fill(database, { postId: id, containerId: containerIds[0] ?? '', accountId, workspaceId });
  for (let index = 0; index < 5; index += 1) await storePost(database, workspaceId, { scheduledAt: new Date() });
  ids = { post: id, delivery: deliveryIds[0] ?? '', account: accountId };
});
afterAll(() => api[Symbol.asyncDispose]());

/** Gives a post one of everything whose values could be answered in another way. */
async function fill(database: Database, { postId, containerId, accountId, workspaceId }: Record<Named, string>) {
  await database.post.update({
    where: { id: postId },
    data: {
      options: { bluesky: { langs: ['en'], labels: ['graphic-media'], replyGate: ['mentioned'] } },
      accountOptions: [{ accountId, options: { bluesky: { labels: ['sexual'] } } }],
      link: { url: 'https://example.com/', title: 'A page' },
    },
  });
  await database.override.create({
    data: { id: newId('Override'), containerId, channel: 'bluesky', content: 'Shorter' },
  });
  const mediaId = newId('Media');
  const file = { kind: 'IMAGE', contentHash: 'x', filename: 'a.png', mimeType: 'image/png', bytes: 5_000_000_000n };
  await database.media.create({ data: { id: mediaId, workspaceId, ...file, width: 20, height: 10 } });
  await database.containerMedia.create({ data: { id: newId('ContainerMedia'), containerId, mediaId, position: 0 } });
}

async function answerTo({ query, variables, operationName }: Sample, key: string) {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

/** Every field of a type that takes no argument and calls no network, in its own fields too, as far as none of them leads back. */
function allFieldsOf(type: GraphQLNamedType, within: readonly GraphQLNamedType[] = []): string {
  if (!isObjectType(type)) return '';
  const path = [...within, type];
  const fields = Object.values(type.getFields()).filter(
    ({ args, type: its, extensions }) =>
      !args.some(isRequiredArgument) && extensions.cost === undefined && !path.includes(getNamedType(its)),
  );
  return `{ ${fields.map((field) => `${field.name} ${allFieldsOf(getNamedType(field.type), path)}`).join(' ')} }`;
}

/** The answer of the executor, and the one after the query has come again and again. */
async function bothAnswers(sample: Sample, key = api.workspace.key) {
  const first = await answerTo(sample, key);
  await answerTo(sample, key);
  return [first, await answerTo(sample, key)];
}

async function expectNoDifference(sample: Sample, key?: string): Promise<void> {
  const [first, again] = await bothAnswers(sample, key);
  expect(again, sample.query).toEqual(first);
}

describe('a query that comes again, compiled, answers as it did', () => {
  test('whatever the tests and the examples ask for', async () => {
    const texts: string[] = [];
    for await (const file of glob(['test/**/*.ts', 'schema/operations/*.graphql']))
      texts.push(await readFile(file, 'utf8'));
    const samples = queriesIn(texts, schema);
    expect(samples.length).toBeGreaterThan(60);
    for (const sample of samples) await expectNoDifference(sample);
  });

  test.each<[string, Sample]>([
    ['with variables and defaults', { query: 'query ($first: Int = 2) { posts(first: $first) { nodes { id } } }' }],
    [
      'with directives',
      {
        query:
          'query ($yes: Boolean!, $no: Boolean!) { viewer @include(if: $yes) { scopes @skip(if: $yes) workspace @skip(if: $no) { name } } }',
        variables: { yes: true, no: false },
      },
    ],
    ['with a list of one given as its item', { query: '{ posts(filter: { statuses: FAILED }) { nodes { status } } }' }],
    [
      'with times in variables',
      {
        query: 'query ($at: DateTime) { posts(filter: { createdTo: $at }) { totalCount } }',
        variables: { at: '2030-01-01T00:00:00+01:00' },
      },
    ],
    [
      'with a time that is none',
      {
        query: 'query ($at: DateTime) { posts(filter: { createdTo: $at }) { totalCount } }',
        variables: { at: 'soon' },
      },
    ],
    [
      'with a variable of the wrong type',
      { query: 'query ($first: Int) { posts(first: $first) { nodes { id } } }', variables: { first: 'x' } },
    ],
    [
      'with null where none may be',
      { query: 'query ($id: ID = "x") { post(id: $id) { id } }', variables: { id: null } },
    ],
    ['without a variable that is needed', { query: 'query ($id: ID!) { post(id: $id) { id } }' }],
    [
      'with a page that is too large, beside what is well',
      { query: '{ viewer { scopes } posts(first: 101) { nodes { id } } }' },
    ],
    ['with a cursor of another list', { query: '{ a: posts(after: "x") { totalCount } }' }],
    [
      'with the schema',
      { query: '{ __schema { types { name fields { name args { defaultValue } } } } __type(name: "Post") { kind } }' },
    ],
    ['by its name', { query: 'query Mine { __typename viewer { __typename } }', operationName: 'Mine' }],
    ['by another name', { query: 'query Mine { __typename }', operationName: 'Other' }],
  ])('%s', async (_what, sample) => {
    await expectNoDifference(sample);
  });

  test('with every field that there is', async () => {
    const lists = ['viewer', 'channels', 'accounts', 'mediaLibrary', 'apiKeys'];
    const typeOf = (name: string) => getNamedType(schema.getQueryType()?.getFields()[name]?.type) as GraphQLNamedType;
    for (const name of [...lists, `post(id: "${ids.post}")`])
      await expectNoDifference({ query: `{ ${name} ${allFieldsOf(typeOf(name.split('(')[0] ?? ''))} }` });
    const { body } = await answerTo(
      { query: `{ post(id: "${ids.post}") { options { bluesky { labels } } } }` },
      api.workspace.key,
    );
    expect(body.data.post.options.bluesky.labels).toEqual(['GRAPHIC_MEDIA']);
  });

  test('of nodes of several types, some of which are not there', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ...Part ... on Post { deliveries { ...Part } } } }
      fragment Part on Delivery { status error { code } attempts { outcome startedAt } nextAttemptAt }`;
    await expectNoDifference({ query, variables: { ids: [ids.post, ids.delivery, 'nothing'] } });
  });

  test('with errors within lists, below what cannot be null, and beside what is well', async () => {
    const query = '{ viewer { scopes } accounts { id } posts(first: 3) { nodes { id } } }';
    await expectNoDifference({ query }, readerKey);
    await expectNoDifference({ query: `{ nodes(ids: ["${ids.post}", "${ids.account}"]) { id } }` }, readerKey);
    await expectNoDifference(
      { query: '{ post(id: "x") { id } media(id: "x") { id } account(id: "x") { id } }' },
      readerKey,
    );
    const [first] = await bothAnswers({ query }, readerKey);
    expect(first?.body).toMatchObject({ data: null, errors: [{ path: ['accounts'] }] });
  });
});

test('each of several operations of a document is run by its name, however often', async () => {
  const query = `query One { viewer { scopes } } query Two { posts(first: 1) { nodes { id } } }
    mutation Three { deletePost(input: { id: "x" }) { userErrors { code } } }`;
  for (let times = 0; times < 4; times += 1)
    for (const [operationName, field] of [
      ['One', 'viewer'],
      ['Two', 'posts'],
      ['Three', 'deletePost'],
    ] as const) {
      const { body } = await answerTo({ query, operationName }, api.workspace.key);
      expect(Object.keys(body.data)).toEqual([field]);
    }
});

describe('compiled is', () => {
  function timesUntilCompiled(query: string, args: Partial<ExecutionArgs> = {}): number | null {
    const { onExecute } = useCompiledQueries();
    const document = parse(query);
    for (let times = 1; times <= 5; times += 1) {
      let compiled = false;
      const payload = { args: { schema, document, ...args }, setExecuteFn: () => (compiled = true) };
      onExecute?.(payload as never);
      if (compiled) return times;
    }
    return null;
  }

  test('a query whose document comes again', () => expect(timesUntilCompiled('{ viewer { scopes } }')).toBe(2));
  test.each([
    ['a mutation', 'mutation { deletePost(input: { id: "x" }) { deletedId } }', {}],
    ['a document with two operations', 'query A { __typename } query B { __typename }', { operationName: 'A' }],
    ['a query whose variables are refused', 'query ($first: Int!) { posts(first: $first) { totalCount } }', {}],
    ['a query that calls a network', '{ account(id: "x") { choices(option: "x") { value } } }', {}],
    ['a query for the schema', '{ __type(name: "Post") { name } }', {}],
    ['a query that would take long', `{ ${'a: __typename '.repeat(400)} }`, {}],
  ])('not %s', (_what, query, args) => expect(timesUntilCompiled(query, args)).toBeNull());
});
