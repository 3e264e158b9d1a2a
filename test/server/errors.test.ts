import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/database/prisma.ts';
import { newId } from '../../src/domain/ids.ts';
import { createMediaLinks } from '../../src/media/media-links.ts';
import { storeAccount } from '../support/fixtures.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const codes = (answer: { errors?: readonly { extensions?: Record<string, unknown> }[] }) =>
  answer.errors?.map(({ extensions }) => extensions?.code);

describe('what a program gets wrong', () => {
  test.each([
    ['a document that cannot be parsed', '{ viewer ', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a page of 0', '{ posts(first: 0) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a page of 101', '{ posts(last: 101) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a malformed cursor', '{ posts(after: "x") { nodes { id } } }', 'CURSOR_INVALID'],
    [
      'too long a wait',
      'mutation { publishPost(input: { id: "x", waitSeconds: 31 }) { post { id } } }',
      'BAD_USER_INPUT',
    ],
    [
      'a malformed time',
      'mutation { createPost(input: { accounts: [], scheduledAt: "soon" }) { post { id } } }',
      'BAD_USER_INPUT',
    ],
    ['more ids than a page holds', `{ nodes(ids: [${'"x",'.repeat(101)}]) { id } }`, 'BAD_USER_INPUT'],
  ])('%s is a GraphQL error with a code', async (_what, query, code) => {
    expect(codes(await api.client.send(query))).toEqual([code]);
  });

  test.each([
    ['of the wrong type', { first: 'many' }],
    ['that overflows', { first: 2 ** 40 }],
  ])('a variable %s is BAD_USER_INPUT', async (_what, variables) => {
    const answer = await api.client.send('query ($first: Int) { posts(first: $first) { nodes { id } } }', variables);
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
  });

  test('a variable that is missing, or null where none may be, is BAD_USER_INPUT', async () => {
    const query = 'query ($id: ID = "x") { post(id: $id) { id } }';
    expect(codes(await api.client.send(query, { id: null }))).toEqual(['BAD_USER_INPUT']);
    expect(codes(await api.client.send('query ($id: ID!) { post(id: $id) { id } }', {}))).toEqual(['BAD_USER_INPUT']);
  });

  test('a malformed time in a variable is BAD_USER_INPUT, and says where', async () => {
    const mutation = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
    const answer = await api.client.send(mutation, { input: { accounts: [], scheduledAt: '2026-02-30T00:00:00Z' } });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(answer.errors?.[0]?.message).toContain('input.scheduledAt');
  });

  test('a null character in a name that the database would keep is BAD_USER_INPUT', async () => {
    const accountId = await storeAccount(api.database, api.workspace.workspaceId);
    const mutation = 'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }';
    const answer = await api.client.send(mutation, {
      input: { accounts: [accountId], content: 'a', idempotencyKey: 'a\u0000b' },
    });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(await api.database.post.count()).toBe(0);
  });

  test('several operations without a name are BAD_USER_INPUT', async () => {
    expect(codes(await api.client.send('query A { __typename } query B { __typename }'))).toEqual(['BAD_USER_INPUT']);
  });

  test('a wait that is too long is told what to do instead', async () => {
    const answer = await api.client.send(
      'mutation { publishPost(input: { id: "x", waitSeconds: 31 }) { post { id } } }',
    );
    expect(answer.errors?.[0]?.message).toBe(
      'input.waitSeconds: waitSeconds is 30 at most: subscribe to postStatusChanged to wait longer.',
    );
  });

  test('an input that plugin-zod refuses names each of its issues', async () => {
    const mutation = 'mutation { createPost(input: { accounts: ["x"], waitSeconds: -1 }) { post { id } } }';
    const answer = await api.client.send(mutation);
    expect(answer.errors?.[0]?.extensions?.issues).toMatchObject([{ path: ['input', 'waitSeconds'] }]);
  });
});

describe('what is unexpected', () => {
  test('is hidden behind an id, and logged with it', async () => {
    const answer = await api.client.send(
      'mutation { connectAccount(input: { mastodon: { server: "https://example.com", accessToken: "secret" } }) { userErrors { code } } }',
    );
    const [error] = answer.errors ?? [];
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Unexpected error/),
      path: ['connectAccount'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(JSON.stringify(answer)).not.toContain('nothing behind');
    const line = api.logged.find((text) => text.includes(String(error?.extensions?.id)));
    expect(line).toContain('nothing behind');
  });

  test('is SERVICE_UNAVAILABLE while the database is away', async () => {
    await using gone: Database = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none');
    await using away = await startTestApi({ deps: { database: gone } });
    const answer = await away.client.send('{ viewer { scopes } }');
    expect(codes(answer)).toEqual(['SERVICE_UNAVAILABLE']);
    expect(answer.httpStatus).toBe(503);
    const links = createMediaLinks({ publicUrl: away.url, key: Buffer.alloc(32) });
    const file = await fetch(links.url({ id: newId('Media'), filename: 'gulls.jpg' }));
    expect(file.status).toBe(503);
    expect(codes((await file.json()) as typeof answer)).toEqual(['SERVICE_UNAVAILABLE']);
  });
});
