import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { startTestApi, type TestApi } from '../server/test-api.ts';
import { type PostDetails, storeAccount, storePost, storeWorkspace } from '../support/fixtures.ts';
import { graphqlClient } from '../support/graphql-client.ts';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const at = (number: number) => day(number).toISOString();

let api: TestApi;
const accounts = { bluesky: '', mastodon: '' };
beforeAll(async () => {
  api = await startTestApi();
  const { workspaceId } = api.workspace;
  accounts.bluesky = await storeAccount(api.database, workspaceId);
  accounts.mastodon = await storeAccount(api.database, workspaceId, { network: 'mastodon' });
  for (const [root, details] of Object.entries(posts()))
    await storePost(api.database, workspaceId, { ...details, containers: [root, ...(details.containers ?? [])] });
  const other = await storeWorkspace(api.database);
  await storePost(api.database, other.workspaceId, { containers: ['foreign'], createdAt: day(1) });
});
afterAll(() => api[Symbol.asyncDispose]());

/** Each is called by its root’s text. `late` was due a day before it was started. */
function posts(): Record<string, PostDetails> {
  const to = (network: keyof typeof accounts, status: 'PENDING' | 'POSTED' | 'FAILED') => ({
    accountId: accounts[network],
    status,
  });
  return {
    draft: { createdAt: day(1), containers: ['Grüße aus ÅRHUS'] },
    soon: {
      createdAt: day(2),
      scheduledAt: day(10),
      deliveries: [to('bluesky', 'PENDING')],
      containers: ['100% done'],
    },
    posted: {
      createdAt: day(3),
      startedAt: day(5),
      deliveries: [to('bluesky', 'POSTED'), to('mastodon', 'POSTED')],
      containers: ['middle', 'a_b \\ c'],
    },
    partly: {
      createdAt: day(4),
      startedAt: day(6),
      deliveries: [to('bluesky', 'POSTED'), to('mastodon', 'FAILED')],
    },
    late: {
      createdAt: day(4),
      scheduledAt: day(7),
      startedAt: day(8),
      type: 'STORY',
      deliveries: [to('mastodon', 'PENDING')],
    },
  };
}

type Page = { posts: { totalCount: number; nodes: { content: string }[] } };

const document = `query ($filter: PostFilter, $orderBy: PostOrder) {
  posts(filter: $filter, orderBy: $orderBy) { totalCount nodes { content } }
}`;

async function find(filter: unknown, orderBy?: string | null): Promise<string[]> {
  const { posts: page } = await api.client.request<Page>(document, {
    filter,
    ...(orderBy !== undefined && { orderBy }),
  });
  expect(page.totalCount).toBe(page.nodes.length);
  return page.nodes.map(({ content }) => content);
}

const all = ['draft', 'soon', 'posted', 'partly', 'late'];

describe('a filter', () => {
  test.each<[string, unknown, string[]]>([
    ['null', null, all],
    ['that is empty', {}, all],
    [
      'of nulls',
      { statuses: null, channels: null, accountIds: null, occursFrom: null, search: null, types: null },
      all,
    ],
    ['by a status', { statuses: ['DRAFT'] }, ['draft']],
    ['by several statuses', { statuses: ['SCHEDULED', 'PUBLISHING'] }, ['soon', 'late']],
    ['by no status', { statuses: [] }, []],
    ['by a type', { types: ['STORY', 'REEL'] }, ['late']],
    ['by no type', { types: [] }, []],
    ['by a channel', { channels: ['MASTODON'] }, ['posted', 'partly', 'late']],
    ['by several channels', { channels: ['MASTODON', 'BLUESKY'] }, ['soon', 'posted', 'partly', 'late']],
    ['by no channel', { channels: [] }, []],
    ['by no account', { accountIds: [] }, []],
    ['by unknown accounts', { accountIds: ['nonsense', newId('Account')] }, []],
    ['by a status of a delivery', { deliveryStatuses: ['POSTED'] }, ['posted', 'partly']],
    ['by no status of a delivery', { deliveryStatuses: [] }, []],
    ['by one delivery that is both', { deliveryStatuses: ['FAILED'], channels: ['MASTODON'] }, ['partly']],
    ['by one delivery that is neither', { deliveryStatuses: ['FAILED'], channels: ['BLUESKY'] }, []],
    ['from a creation on, to another', { createdFrom: at(2), createdTo: at(4) }, ['soon', 'posted']],
    ['from a creation on', { createdFrom: at(3) }, ['posted', 'partly', 'late']],
    ['to a creation', { createdTo: at(2) }, ['draft']],
    ['from a schedule on', { scheduledFrom: at(7) }, ['soon', 'late']],
    ['to a schedule', { scheduledTo: at(10) }, ['late']],
    ['between schedules', { scheduledFrom: at(8), scheduledTo: at(10) }, []],
    ['from a place in the calendar on', { occursFrom: at(6) }, ['soon', 'partly', 'late']],
    ['to a place in the calendar', { occursTo: at(7) }, ['posted', 'partly']],
    ['between places in the calendar', { occursFrom: at(7), occursTo: at(8) }, ['late']],
    ['of a range that ends before it begins', { occursFrom: at(8), occursTo: at(7) }, []],
    ['of an empty range', { createdFrom: at(3), createdTo: at(3) }, []],
    ['by all together', { statuses: ['PUBLISHING'], types: ['STORY'], search: 'LA', createdFrom: at(4) }, ['late']],
    ['by what excludes each other', { statuses: ['DRAFT'], types: ['STORY'] }, []],
  ])('%s', async (_what, filter, expected) => {
    expect(await find(filter, 'CREATED_ASC')).toEqual(expected);
  });

  test('by an account', async () => {
    expect(await find({ accountIds: [accounts.bluesky] }, 'CREATED_ASC')).toEqual(['soon', 'posted', 'partly']);
  });

  test('is refused with what it cannot hold', async () => {
    for (const filter of [{ statuses: ['GONE'] }, { createdFrom: 'yesterday' }, { other: 1 }])
      expect(await api.client.send(document, { filter })).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
      });
    const search = 'a\u0000b';
    expect(await api.client.send(document, { filter: { search } })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

describe('a search', () => {
  test.each([
    ['POSTED', ['posted']],
    ['grüße', ['draft']],
    ['GRÜSSE', []],
    ['århus', ['draft']],
    ['Middle', ['posted']],
    ['a_b', ['posted']],
    ['amb', []],
    ['0% d', ['soon']],
    ['%', ['soon']],
    ['\\', ['posted']],
    ['t', ['draft', 'posted', 'partly', 'late']],
    ['foreign', []],
    ['', all],
    ['  ', all],
    [`' or true --`, []],
  ])('for %j', async (search, expected) => {
    expect(await find({ search }, 'CREATED_ASC')).toEqual(expected);
  });

  test('reads what is said on one channel instead', async () => {
    const { workspaceId, key } = await storeWorkspace(api.database);
    const { containerIds, id } = await storePost(api.database, workspaceId, { containers: ['root', 'reply'] });
    const containerId = containerIds[1] as string;
    const override = { id: newId('Override'), containerId, channel: 'bluesky', content: 'Said otherwise' };
    await api.database.override.create({ data: override });
    const client = graphqlClient({ url: api.url, key });
    expect(await client.request('{ posts(filter: { search: "OTHERWISE" }) { nodes { id } totalCount } }')).toEqual({
      posts: { nodes: [{ id }], totalCount: 1 },
    });
  });
});

describe('an order', () => {
  const orders: [string, string[]][] = [
    ['CREATED_DESC', ['late', 'partly', 'posted', 'soon', 'draft']],
    ['CREATED_ASC', ['draft', 'soon', 'posted', 'partly', 'late']],
    ['SCHEDULED_ASC', ['late', 'soon', 'draft', 'posted', 'partly']],
    ['SCHEDULED_DESC', ['soon', 'late', 'partly', 'posted', 'draft']],
    ['OCCURS_ASC', ['posted', 'partly', 'late', 'soon', 'draft']],
    ['OCCURS_DESC', ['soon', 'late', 'partly', 'posted', 'draft']],
  ];

  test.each(orders)('%s', async (order, expected) => {
    expect(await find(null, order)).toEqual(expected);
  });

  test('is CREATED_DESC by default', async () => {
    expect(await find(null)).toEqual(orders[0]?.[1]);
    expect(await find(null, null)).toEqual(orders[0]?.[1]);
  });

  test.each(orders)('%s takes one statement with any filter, and one more for the count', async (orderBy) => {
    const filter = {
      statuses: ['DRAFT', 'POSTED'],
      deliveryStatuses: ['POSTED'],
      channels: ['BLUESKY'],
      accountIds: [accounts.bluesky],
      types: ['POST'],
      ...{ occursFrom: at(1), occursTo: at(30), createdFrom: at(1), createdTo: at(30), search: 'o' },
    };
    const statementsOf = async (selection: string) => {
      api.statements.length = 0;
      const query = `query ($filter: PostFilter, $orderBy: PostOrder) { posts(filter: $filter, orderBy: $orderBy) { ${selection} } }`;
      await api.client.request(query, { filter, orderBy });
      return api.statements.filter((sql) => !sql.includes('last_used_at" =')).length;
    };
    expect(await statementsOf('pageInfo { hasNextPage } nodes { content }')).toBe(2);
    expect(await statementsOf('totalCount nodes { content }')).toBe(3);
  });
});
