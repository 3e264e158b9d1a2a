import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appendEvents } from '../../src/events/append-events.ts';
import { pageOfPosts } from '../../src/queries/page-of-posts.ts';
import { type PageArguments, pageRequest } from '../../src/queries/page-request.ts';
import type { PostPageRequest } from '../../src/queries/page-statement.ts';
import { decodePostCursor } from '../../src/queries/post-cursor.ts';
import { type StoredWorkspace, storePost, storeWorkspace } from '../support/fixtures.ts';
import { type WithWorkspace, withWorkspace } from './with-workspace.ts';

let world: WithWorkspace;
let workspace: StoredWorkspace;
beforeAll(async () => {
  world = await withWorkspace();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  workspace = await storeWorkspace(world.database);
});

/** Two posts share every instant, so that ties are met. */
const instant = (number: number) => new Date(Date.UTC(2026, 0, 1) + Math.floor(number / 2) * 1000);

async function write(from: number, count: number): Promise<void> {
  for (let number = from; number < from + count; number++)
    await storePost(world.database, workspace.workspaceId, { containers: [`${number}`], createdAt: instant(number) });
}

function request(args: PageArguments): PostPageRequest {
  const order = 'CREATED_DESC';
  const page = pageRequest(args, { maxPageSize: 100, decode: (cursor) => decodePostCursor(order, cursor) });
  return { ...page, order, filter: {} };
}

async function read(args: PageArguments) {
  const context = { database: world.database, actor: workspace.actor };
  const page = await pageOfPosts(context, request(args));
  return {
    ...page,
    ids: page.edges.map(({ node }) => node.id),
    start: page.edges[0]?.cursor,
    end: page.edges.at(-1)?.cursor,
  };
}

describe('a page of posts', () => {
  test('is empty in an empty workspace', async () => {
    await storePost(world.database, world.workspace.workspaceId);
    expect(await read({})).toMatchObject({ edges: [], hasNextPage: false, hasPreviousPage: false, eventSeq: 0n });
  });

  test('is read forwards to the end, newest first, each post once', async () => {
    await write(0, 7);
    const all = (await read({})).edges.map(({ node }) => node.createdAt);
    expect(all).toEqual(all.toSorted().reverse());
    const first = await read({ first: 3 });
    const second = await read({ first: 3, after: first.end ?? null });
    const third = await read({ first: 3, after: second.end ?? null });
    expect([...first.ids, ...second.ids, ...third.ids]).toEqual((await read({})).ids);
    expect([first, second, third].map(({ hasNextPage, hasPreviousPage }) => [hasNextPage, hasPreviousPage])).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ]);
  });

  test('is read backwards to the start', async () => {
    await write(0, 7);
    const last = await read({ last: 3 });
    const middle = await read({ last: 3, before: last.start ?? null });
    const top = await read({ last: 3, before: middle.start ?? null });
    expect([...top.ids, ...middle.ids, ...last.ids]).toEqual((await read({})).ids);
    expect([last, middle, top].map(({ hasNextPage, hasPreviousPage }) => [hasNextPage, hasPreviousPage])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
  });

  test('lies between two cursors', async () => {
    await write(0, 6);
    const { edges, ids } = await read({});
    const between = { after: edges[0]?.cursor ?? null, before: edges[4]?.cursor ?? null };
    expect((await read({ first: 2, ...between })).ids).toEqual(ids.slice(1, 3));
    expect((await read({ last: 2, ...between })).ids).toEqual(ids.slice(2, 4));
  });

  test('neither repeats nor skips while posts come in', async () => {
    await write(0, 6);
    const known = (await read({})).ids;
    const first = await read({ first: 3 });
    await write(20, 4);
    const second = await read({ first: 3, after: first.end ?? null });
    expect([...first.ids, ...second.ids]).toEqual(known);
    const newer = await read({ last: 100, before: first.start ?? null });
    expect(newer.ids).toHaveLength(4);
    expect((await read({ first: 100 })).ids).toEqual([...newer.ids, ...known]);
  });

  test('tells the event number that it includes', async () => {
    const { id: postId } = await storePost(world.database, workspace.workspaceId);
    const event = { postId, previousStatus: null, status: 'DRAFT', deliveryId: null } as const;
    const events = [{ ...event, previousDeliveryStatus: null, deliveryStatus: null }];
    await world.database.$transaction((tx) => appendEvents(tx, workspace.workspaceId, events));
    const page = await read({});
    expect(page.eventSeq).toBe(1n);
    expect(page.edges[0]?.node.eventSeq).toBe(1n);
  });

  test('takes one statement, whatever it holds', async () => {
    await write(0, 1);
    world.statements.length = 0;
    await read({});
    expect(world.statements).toHaveLength(1);
    await write(2, 30);
    world.statements.length = 0;
    await read({ first: 20 });
    expect(world.statements).toHaveLength(1);
  });

  test('needs the scope', async () => {
    const actor = { ...workspace.actor, scopes: new Set(['POSTS_WRITE'] as const) };
    await expect(pageOfPosts({ database: world.database, actor }, request({}))).rejects.toThrow('POSTS_READ');
  });
});
