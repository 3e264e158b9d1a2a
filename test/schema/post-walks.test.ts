import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostStatus } from '../../src/domain/statuses.ts';
import { startTestApi, type TestApi } from '../server/test-api.ts';
import {
  type Filter,
  idsOf,
  instant,
  ordered,
  orders,
  type Page,
  passing,
  store,
  type Walk,
  type Written,
  walk,
  workspaceClient,
} from './post-pages.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const minute = fc.integer({ min: 0, max: 4 });
const someTime = fc.option(minute, { freq: 1 });
const written: fc.Arbitrary<Written> = fc.record({
  created: minute,
  scheduled: someTime,
  started: someTime,
  text: fc.constantFrom('one', 'two', 'one and two'),
});
const filters: fc.Arbitrary<Filter> = fc.record(
  {
    statuses: fc.subarray<PostStatus>(['DRAFT', 'SCHEDULED', 'FAILED']),
    occursFrom: minute.map((number) => instant(number).toISOString()),
    occursTo: minute.map((number) => instant(number).toISOString()),
    search: fc.constantFrom('ONE', 'two'),
  },
  { requiredKeys: [] },
);

describe('pages of any size, in any order and either direction', () => {
  test('give exactly what passes the filter, in order, once each', async () => {
    const run = fc.asyncProperty(
      fc.array(written, { maxLength: 14, size: 'max' }),
      fc.option(filters, { freq: 1, nil: {} }),
      fc.constantFrom(1, 2, 3, 5),
      async (posts, filter, size) => {
        const { workspaceId, client } = await workspaceClient(api);
        const stored = (await store(api, workspaceId, posts)).filter(passing(filter));
        for (const orderBy of orders)
          for (const direction of ['forward', 'backward'] as const) {
            const pages = await walk({ client, orderBy, filter, size, direction });
            expect(idsOf(pages)).toEqual(ordered(stored, orderBy));
            for (const page of pages) expect(page.totalCount).toBe(stored.length);
            expectFullPages(pages, { size, direction });
          }
      },
    );
    await fc.assert(run, { numRuns: 30 });
  }, 120_000);

  /** All are full but the one that is reached last; what they say of each other is true. */
  function expectFullPages(pages: readonly Page[], { size, direction }: Pick<Walk, 'size' | 'direction'>): void {
    const full = direction === 'forward' ? pages.slice(0, -1) : pages.slice(1);
    for (const { nodes } of full) expect(nodes).toHaveLength(size);
    expect(pages.map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual(pages.map((_page, index) => index > 0));
    const last = pages.length - 1;
    expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual(pages.map((_page, index) => index < last));
    for (const { edges, nodes, pageInfo } of pages) {
      expect(edges.map(({ node }) => node)).toEqual(nodes);
      expect(pageInfo).toMatchObject({
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      });
    }
  }
});

describe('while posts come in', () => {
  test.each(orders)('pages in %s neither repeat nor skip what was there', async (orderBy) => {
    for (const direction of ['forward', 'backward'] as const) {
      const { workspaceId, client } = await workspaceClient(api);
      const mixed = Array.from({ length: 12 }, (_, number): Written => {
        const third = number % 3;
        return {
          created: number,
          scheduled: third === 1 ? number : null,
          started: third === 2 ? number : null,
          text: 'x',
        };
      });
      const stored = await store(api, workspaceId, mixed);
      let number = 0;
      const comeIn = async () => {
        for (const scheduled of [null, number, 20 - number])
          await store(api, workspaceId, [{ created: number * 3, scheduled, started: null, text: 'new' }]);
        number += 1;
      };
      const ids = idsOf(await walk({ client, orderBy, size: 3, direction }, comeIn));
      const known = new Set(stored.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => known.has(id))).toEqual(ordered(stored, orderBy));
    }
  });
});
