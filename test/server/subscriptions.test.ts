import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encodeEventCursor } from '../../src/domain/event-cursor.ts';
import { newId } from '../../src/domain/ids.ts';
import type { PostStatus } from '../../src/domain/statuses.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import type { EventFeed } from '../../src/events/event-feed.ts';
import type { EventReader } from '../../src/events/event-reader.ts';
import { storePost, storeWorkspace } from '../support/fixtures.ts';
import { connectWithKey, subscribe, terminateSockets } from './raw-socket.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterEach(terminateSockets);
afterAll(() => api[Symbol.asyncDispose]());

async function happen(status: PostStatus, postId: string, workspaceId = api.workspace.workspaceId): Promise<void> {
  const event = {
    postId,
    previousStatus: null,
    status,
    deliveryId: null,
    previousDeliveryStatus: null,
    deliveryStatus: null,
  };
  await api.database.$transaction((tx) => appendEvents(tx, workspaceId, [event]));
  api.feed.ring();
}

async function cursorNow(): Promise<string> {
  const { posts } = (await api.client.request('{ posts(first: 1) { eventCursor } }')) as {
    posts: { eventCursor: string };
  };
  return posts.eventCursor;
}

describe('postStatusChanged', () => {
  const watch = (args: string) =>
    `subscription { postStatusChanged${args} { cursor postId status post { id status content } } }`;

  test('replays after a cursor, then goes live, and reads the post anew for each event', async () => {
    const { id: postId } = await storePost(api.database, api.workspace.workspaceId, { containers: ['first'] });
    const after = await cursorNow();
    await happen('DRAFT', postId);
    const raw = await connectWithKey(api);
    raw.send(subscribe(watch(`(postId: "${postId}", after: "${after}")`)));
    expect(await raw.next()).toMatchObject({
      payload: { data: { postStatusChanged: { status: 'DRAFT', post: { content: 'first' } } } },
    });
    await api.database.container.updateMany({ where: { postId }, data: { content: 'second' } });
    await happen('PUBLISHING', postId);
    expect(await raw.next()).toMatchObject({
      payload: {
        data: { postStatusChanged: { postId, status: 'PUBLISHING', post: { id: postId, content: 'second' } } },
      },
    });
  });

  test('tells nothing of another workspace', async () => {
    const other = await storeWorkspace(api.database);
    const { id: foreign } = await storePost(api.database, other.workspaceId);
    const { id: own } = await storePost(api.database, api.workspace.workspaceId);
    const raw = await connectWithKey(api);
    const after = await cursorNow();
    raw.send(subscribe(watch(`(after: "${after}")`)));
    await happen('DRAFT', foreign, other.workspaceId);
    await happen('DRAFT', own);
    expect(await raw.next()).toMatchObject({ payload: { data: { postStatusChanged: { postId: own } } } });
  });

  test.each([
    ['an unknown post', `(postId: "${newId('Post')}")`, 'NOT_FOUND'],
    ['a malformed id', '(postId: "nonsense")', 'NOT_FOUND'],
    ['a malformed cursor', '(after: "nonsense")', 'CURSOR_INVALID'],
    ['a cursor of the future', `(after: "${encodeEventCursor(1_000_000n)}")`, 'CURSOR_INVALID'],
  ])('refuses %s', async (_what, args, code) => {
    const raw = await connectWithKey(api);
    raw.send(subscribe(watch(args)));
    const { payload } = await raw.next();
    const [error] = Array.isArray(payload) ? payload : (payload as { errors: unknown[] }).errors;
    expect(error).toMatchObject({ extensions: { code } });
  });

  test('of another workspace’s post is refused as unknown', async () => {
    const other = await storeWorkspace(api.database);
    const { id } = await storePost(api.database, other.workspaceId);
    const raw = await connectWithKey(api);
    raw.send(subscribe(watch(`(postId: "${id}")`)));
    expect(JSON.stringify(await raw.next())).toContain('NOT_FOUND');
  });

  test('is served as an event stream over HTTP, too', async () => {
    const { id: postId } = await storePost(api.database, api.workspace.workspaceId);
    const after = await cursorNow();
    await happen('DRAFT', postId);
    const stopping = new AbortController();
    const answer = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      signal: stopping.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${api.workspace.key}`,
      },
      body: JSON.stringify({ query: watch(`(after: "${after}")`) }),
    });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(postId)) text += (await reader?.read())?.value ?? '';
    expect(text).toContain('event: next');
    stopping.abort();
  });
});

describe('the end of a subscription', () => {
  /** A feed without events that tells when it is left. */
  function silentFeed() {
    const left = Promise.withResolvers<null>();
    const joined = Promise.withResolvers<void>();
    const reader: EventReader = {
      position: () => 0n,
      atEnd: () => true,
      read() {
        joined.resolve();
        return left.promise;
      },
      close: () => left.resolve(null),
      async *[Symbol.asyncIterator]() {},
    };
    const feed: EventFeed = { subscribe: async () => reader };
    return { feed, left: left.promise, joined: joined.promise };
  }

  async function watching() {
    const { feed, left, joined } = silentFeed();
    const quiet = await startTestApi({ deps: { events: feed } });
    const raw = await connectWithKey(quiet);
    raw.send(subscribe('subscription { postStatusChanged { cursor } }'));
    await joined;
    return { quiet, raw, left };
  }

  test('by the client ends its source at once', async () => {
    const { quiet, raw, left } = await watching();
    raw.send({ type: 'complete', id: '1' });
    await left;
    await quiet[Symbol.asyncDispose]();
  });

  test('by a connection that breaks does, too', async () => {
    const { quiet, raw, left } = await watching();
    raw.terminate();
    await left;
    await quiet[Symbol.asyncDispose]();
  });

  test('by a server that goes away closes with 1001', async () => {
    const { quiet, raw, left } = await watching();
    const disposed = quiet[Symbol.asyncDispose]();
    expect(await raw.closed).toBe(1001);
    await Promise.all([left, disposed]);
  });
});
