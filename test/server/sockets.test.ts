import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { encodeEventCursor } from '../../src/domain/event-cursor.ts';
import { newId } from '../../src/domain/ids.ts';
import type { PostStatus } from '../../src/domain/statuses.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import type { EventFeed, Subscription } from '../../src/events/event-feed.ts';
import { storeApiKey, storePost, storeWorkspace } from '../support/fixtures.ts';
import { socketUrl } from '../support/graphql-client.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

type Message = { type: string; id?: string; payload?: unknown };
const opened: RawSocket[] = [];
afterEach(() => {
  for (const { socket } of opened.splice(0)) socket.terminate();
});

type RawSocket = {
  socket: WebSocket;
  closed: Promise<number>;
  send(message: unknown): void;
  next(): Promise<Message>;
};

/** The protocol by hand, so that close codes and stray messages are seen. */
async function connect(to: TestApi = api): Promise<RawSocket> {
  const socket = new WebSocket(socketUrl(to.url), 'graphql-transport-ws');
  socket.on('error', () => undefined);
  const messages: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    const next = waiting.shift();
    if (next) next(message);
    else messages.push(message);
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  const raw: RawSocket = {
    socket,
    closed,
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: (): Promise<Message> => {
      const held = messages.shift();
      return held ? Promise.resolve(held) : new Promise((resolve) => waiting.push(resolve));
    },
  };
  opened.push(raw);
  await once(socket, 'open');
  return raw;
}

async function connectWithKey(to: TestApi = api) {
  const raw = await connect(to);
  raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${to.workspace.key}` } });
  expect(await raw.next()).toEqual({ type: 'connection_ack' });
  return raw;
}

const subscribe = (query: string, extra: Record<string, unknown> = {}, id = '1') => ({
  type: 'subscribe',
  id,
  payload: { query, ...extra },
});
const viewer = '{ viewer { workspace { id } } }';
const viewed = () => ({ data: { viewer: { workspace: { id: api.workspace.workspaceId } } } });

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

describe('a socket’s key', () => {
  test('in connection_init serves every operation', async () => {
    const raw = await connectWithKey();
    raw.send(subscribe(viewer));
    expect(await raw.next()).toEqual({ type: 'next', id: '1', payload: viewed() });
    expect(await raw.next()).toEqual({ type: 'complete', id: '1' });
  });

  test('may come with each operation instead', async () => {
    const raw = await connect();
    raw.send({ type: 'connection_init' });
    expect(await raw.next()).toEqual({ type: 'connection_ack' });
    raw.send(subscribe(viewer, { extensions: { headers: { Authorization: `Bearer ${api.workspace.key}` } } }));
    expect(await raw.next()).toMatchObject({ payload: viewed() });
  });

  test('that is wrong closes it with 4403', async () => {
    const revoked = await storeApiKey(api.database, api.workspace.workspaceId, { revokedAt: new Date(0) });
    for (const authorization of ['Bearer wrong', api.workspace.key, `Bearer ${revoked.key}`]) {
      const raw = await connect();
      raw.send({ type: 'connection_init', payload: { authorization } });
      expect(await raw.closed).toBe(4403);
    }
  });

  test('that is wrong in an operation closes it with 4403', async () => {
    const raw = await connectWithKey();
    raw.send(subscribe(viewer, { extensions: { headers: { authorization: 'Bearer wrong' } } }));
    expect(await raw.closed).toBe(4403);
  });

  test('that is missing closes it with 4403, even for what needs none over HTTP', async () => {
    for (const query of [viewer, '{ __typename }']) {
      const raw = await connect();
      raw.send({ type: 'connection_init', payload: {} });
      await raw.next();
      raw.send(subscribe(query));
      expect(await raw.closed).toBe(4403);
    }
  });

  test('is looked at again for every operation', async () => {
    const raw = await connect();
    const { key, apiKeyId } = await storeApiKey(api.database, api.workspace.workspaceId);
    raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
    await raw.next();
    await api.database.apiKey.update({ where: { id: apiKeyId }, data: { revokedAt: new Date(0) } });
    raw.send(subscribe(viewer));
    expect(await raw.closed).toBe(4403);
  });
});

describe('the protocol', () => {
  test('an operation before the acknowledgement closes with 4401', async () => {
    const raw = await connect();
    raw.send(subscribe(viewer));
    expect(await raw.closed).toBe(4401);
  });

  test('errors of one operation leave the others alone', async () => {
    const raw = await connectWithKey();
    raw.send(subscribe('{ viewer '));
    expect(await raw.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
    raw.send(subscribe('{ nothing }'));
    expect(await raw.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    raw.send(subscribe('query ($n: Int!) { posts(first: $n) { nodes { id } } }'));
    const { payload } = await raw.next();
    expect(payload).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await raw.next()).toMatchObject({ type: 'complete' });
    raw.send(subscribe(viewer));
    expect(await raw.next()).toMatchObject({ payload: viewed() });
  });

  test('nothing of an error is meant for HTTP, or leaks what is unexpected', async () => {
    const raw = await connectWithKey();
    raw.send(
      subscribe(
        'mutation { connectAccount(input: { mastodon: { server: "https://example.com", accessToken: "x" } }) { userErrors { code } } }',
      ),
    );
    const { payload } = await raw.next();
    expect(payload).toMatchObject({
      errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', id: expect.any(String) } }],
    });
    expect(JSON.stringify(payload)).not.toMatch(/nothing behind|"http"|"unexpected"/);
    await raw.next();
    raw.send(subscribe('{ viewer '));
    expect(JSON.stringify(await raw.next())).not.toContain('"http"');
  });

  test('a message that is too long ends its socket, and no other', async () => {
    const [greedy, other] = [await connectWithKey(), await connectWithKey()];
    greedy.send(subscribe(`# ${'x'.repeat(300 * 1024)}`));
    expect(await greedy.closed).toBe(1009);
    other.send(subscribe(viewer));
    expect(await other.next()).toMatchObject({ payload: viewed() });
  });

  test('what is no message closes with 4400', async () => {
    const raw = await connectWithKey();
    raw.send('nonsense');
    expect(await raw.closed).toBe(4400);
  });

  test('a socket has 100 operations at most', async () => {
    const raw = await connectWithKey();
    for (let index = 0; index < 100; index++)
      raw.send(subscribe('subscription { postStatusChanged { cursor } }', {}, `s${index}`));
    raw.send(subscribe('subscription { postStatusChanged { cursor } }', {}, 'one too many'));
    expect(await raw.next()).toMatchObject({
      type: 'error',
      id: 'one too many',
      payload: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test('is the only way in: other paths are not found', async () => {
    const socket = new WebSocket(`${socketUrl(api.url)}/other`, 'graphql-transport-ws');
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(404);
    socket.on('error', () => undefined).terminate();
  });
});

describe('postStatusChanged', () => {
  const watch = (args: string) =>
    `subscription { postStatusChanged${args} { cursor postId status post { id status content } } }`;

  test('replays after a cursor, then goes live, and reads the post anew for each event', async () => {
    const { id: postId } = await storePost(api.database, api.workspace.workspaceId, { containers: ['first'] });
    const { posts } = (await api.client.request('{ posts(first: 1) { eventCursor } }')) as {
      posts: { eventCursor: string };
    };
    await happen('DRAFT', postId);
    const raw = await connectWithKey();
    raw.send(subscribe(watch(`(postId: "${postId}", after: "${posts.eventCursor}")`)));
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
    const raw = await connectWithKey();
    const { posts } = (await api.client.request('{ posts(first: 1) { eventCursor } }')) as {
      posts: { eventCursor: string };
    };
    raw.send(subscribe(watch(`(after: "${posts.eventCursor}")`)));
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
    const raw = await connectWithKey();
    raw.send(subscribe(watch(args)));
    const { payload } = await raw.next();
    const [error] = Array.isArray(payload) ? payload : (payload as { errors: unknown[] }).errors;
    expect(error).toMatchObject({ extensions: { code } });
  });

  test('of another workspace’s post is refused as unknown', async () => {
    const other = await storeWorkspace(api.database);
    const { id } = await storePost(api.database, other.workspaceId);
    const raw = await connectWithKey();
    raw.send(subscribe(watch(`(postId: "${id}")`)));
    expect(JSON.stringify(await raw.next())).toContain('NOT_FOUND');
  });

  test('is served as an event stream over HTTP, too', async () => {
    const { id: postId } = await storePost(api.database, api.workspace.workspaceId);
    const { posts } = (await api.client.request('{ posts(first: 1) { eventCursor } }')) as {
      posts: { eventCursor: string };
    };
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
      body: JSON.stringify({ query: watch(`(after: "${posts.eventCursor}")`) }),
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
    const left = Promise.withResolvers<void>();
    const joined = Promise.withResolvers<Subscription>();
    const feed: EventFeed = {
      subscribe(subscription) {
        joined.resolve(subscription);
        const never = new Promise<never>(() => undefined);
        const items = {
          next: () => never,
          return: async () => (left.resolve(), { done: true as const, value: undefined }),
        };
        return {
          ...items,
          throw: never as never,
          [Symbol.asyncIterator]() {
            return this;
          },
        } as never;
      },
    };
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
    raw.socket.terminate();
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
