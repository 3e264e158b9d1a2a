import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillWorkspace, workspaceId } from '../../bench/fill-workspace.ts';
import { postFilters, readsOf } from '../../bench/growth-reads.ts';
import { Prisma } from '../../src/database/generated/client.ts';
import { type Database, openDatabase } from '../../src/database/prisma.ts';
import { firstPosts } from '../../src/queries/first-posts.ts';
import type { PostFilter } from '../../src/queries/post-filter.ts';
import { orderings, type PostOrder } from '../../src/queries/post-order.ts';
import { passes } from '../../src/queries/post-passes.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** More than are looked through along an order before anything is looked up. */
const posts = 6_000;

/** As it does where tables are large: small ones it rather reads whole. */
const byIndexes = '-c enable_seqscan=off';

let stored: TestDatabase;
let database: Database;
beforeAll(async () => {
  stored = await createTestDatabase();
  await fillWorkspace(stored.url, posts);
  database = openDatabase(stored.url);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await stored[Symbol.asyncDispose]();
});

async function idsOf(sql: Prisma.Sql): Promise<string[]> {
  return (await database.$queryRaw<{ id: string }[]>(sql)).map(({ id }) => id);
}

/** Of all that passes, sorted. */
function plainly(order: PostOrder, filter: PostFilter): Promise<string[]> {
  const { key, direction } = orderings[order];
  const way = Prisma.raw(direction);
  return idsOf(Prisma.sql`
    select p.id from post p where ${passes({ workspaceId, filter })} order by ${key} ${way}, p.id ${way} limit 21`);
}

function looked(order: PostOrder, filter: PostFilter): Promise<string[]> {
  const way = Prisma.raw(orderings[order].direction);
  const list = { workspaceId, filter, order, way, bounds: [], limit: 21 };
  return idsOf(Prisma.sql`select p.id from (${firstPosts(list)}) p order by p.key ${way}, p.id ${way}`);
}

describe('the first posts among many', () => {
  test.each<PostOrder>(['CREATED_DESC', 'SCHEDULED_ASC', 'OCCURS_DESC'])(
    'are the first of all that pass, by %s',
    async (order) => {
      const [latest] = await database.$queryRaw<[{ at: Date }]>`select max(created_at) as at from post`;
      for (const [name, filter] of Object.entries(postFilters(latest.at)))
        expect([name, await looked(order, filter)]).toEqual([name, await plainly(order, filter)]);
    },
  );

  test('are found without reading as many rows of a table as there are posts, whatever the filter and the order', async () => {
    const url = new URL(stored.url);
    url.searchParams.set('options', byIndexes);
    const reads = await readsOf(url.href);
    const unbounded = [...reads].filter(([, { rows }]) => rows >= posts);
    expect(Object.fromEntries(unbounded)).toEqual({});
  });
});
