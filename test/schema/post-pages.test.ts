import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../server/test-api.ts';
import { type Client, document, orders, read, store, workspaceClient } from './post-pages.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

describe('the size of a page', () => {
  const sizes: [Record<string, unknown>, number][] = [
    [{}, 20],
    [{ first: null, last: null }, 20],
    [{ first: 1 }, 1],
    [{ last: 1 }, 1],
    [{ first: 100 }, 100],
    [{ last: 100 }, 100],
  ];

  let many: Client;
  beforeAll(async () => {
    const { workspaceId, client } = await workspaceClient(api);
    many = client;
    await store(api, workspaceId, Array(101).fill({ created: 0, scheduled: null, started: null, text: 'x' }));
  });

  test.each(sizes)('asked for with %j is %i', async (args, size) => {
    const { nodes, totalCount } = await read(many, args);
    expect([nodes.length, totalCount]).toEqual([size, 101]);
  });

  test.each([{ first: 0 }, { first: 101 }, { first: -1 }, { last: 0 }, { last: 101 }, { first: 5, last: 5 }])(
    'cannot be %j',
    async (args) => {
      expect(await many.send(document, args)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    },
  );
});

describe('a cursor', () => {
  test('is of one order', async () => {
    const { workspaceId, client } = await workspaceClient(api);
    await store(api, workspaceId, Array(2).fill({ created: 0, scheduled: 0, started: 0, text: 'x' }));
    for (const orderBy of orders) {
      const { endCursor } = (await read(client, { first: 1, orderBy })).pageInfo;
      for (const other of orders.filter((order) => order !== orderBy))
        for (const args of [{ after: endCursor }, { last: 1, before: endCursor }])
          expect(await client.send(document, { ...args, orderBy: other })).toMatchObject({
            errors: [{ extensions: { code: 'CURSOR_INVALID' } }],
          });
      expect((await read(client, { after: endCursor, orderBy })).nodes).toHaveLength(1);
    }
  });

  test('that is none of ours is refused', async () => {
    for (const cursor of ['', 'nonsense', 'cG9zdA'])
      expect(await api.client.send(document, { after: cursor })).toMatchObject({
        errors: [{ extensions: { code: 'CURSOR_INVALID' } }],
      });
  });

  test('goes with any filter', async () => {
    const { workspaceId, client } = await workspaceClient(api);
    const texts = ['one', 'two', 'one', 'two'];
    const stored = await store(
      api,
      workspaceId,
      texts.map((text, created) => ({ created, scheduled: null, started: null, text })),
    );
    const { endCursor } = (await read(client, { first: 1, orderBy: 'CREATED_ASC' })).pageInfo;
    const rest = await read(client, { after: endCursor, orderBy: 'CREATED_ASC', filter: { search: 'one' } });
    expect(rest.nodes).toEqual([{ id: stored[2]?.id }]);
    expect(rest.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });
});
