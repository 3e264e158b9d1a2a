import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { defaultSockets } from '../../src/config.ts';
import type { EventFeed } from '../../src/events/event-feed.ts';
import type { EventReader } from '../../src/events/event-reader.ts';
import { storeAccount, storeApiKey } from '../support/fixtures.ts';
import { socketUrl } from '../support/graphql-client.ts';
import { openPeer, type Peer, terminatePeers } from './protocol/open-peer.ts';
import { startTestApi, type TestApi } from './test-api.ts';

const sockets = {
  ...defaultSockets,
  maxPerKey: 3,
  maxOperations: 5,
  maxUnsentBytes: 64 * 1024,
  proofMs: 300,
  pingMs: 50,
  silenceMs: 500,
  closeMs: 300,
};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ config: { sockets } });
});
afterEach(terminatePeers);
afterAll(() => api[Symbol.asyncDispose]());

const viewer = '{ viewer { workspace { id } } }';
const watching = 'subscription { postStatusChanged { cursor } }';

function subscribe(id: string, query: string, key?: string) {
  const extensions = key === undefined ? undefined : { headers: { authorization: `Bearer ${key}` } };
  return { type: 'subscribe', id, payload: { query, extensions } };
}

/** A peer that has shown a key of its own, so that tests don't share what a key may have. */
async function open(key?: string, to = api): Promise<Peer> {
  const shown = key ?? (await storeApiKey(to.database, to.workspace.workspaceId)).key;
  const peer = await openPeer(socketUrl(to.url));
  peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${shown}` } });
  return peer;
}

async function opened(key?: string, to = api): Promise<Peer> {
  const peer = await open(key, to);
  expect(await peer.next()).toEqual({ type: 'connection_ack' });
  return peer;
}

describe('a key', () => {
  const tooMany = { code: 1013, reason: 'This key has 3 sockets open, which is the most.' };

  async function storeKey(): Promise<string> {
    return (await storeApiKey(api.database, api.workspace.workspaceId)).key;
  }

  test('has so many sockets at most, and another when one of them closes', async () => {
    const key = await storeKey();
    const [first] = [await opened(key), await opened(key), await opened(key)];
    expect(await (await open(key)).closed()).toEqual(tooMany);
    await opened();
    first.socket.close();
    await first.closed();
    await opened(key);
  });

  test('has no more sockets by coming with their operations', async () => {
    const key = await storeKey();
    for (let count = 0; count < 3; count++) await opened(key);
    const peer = await opened();
    peer.send(subscribe('1', viewer, key));
    expect(await peer.closed()).toEqual(tooMany);
  });

  test('counts its event streams among them', async () => {
    const key = await storeKey();
    const stream = () =>
      fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${key}`,
        },
        body: JSON.stringify({ query: watching }),
      });
    await opened(key);
    const streams = [await stream(), await stream()];
    const refused = await stream();
    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain('TOO_MANY_STREAMS');
    expect(await (await open(key)).closed()).toEqual(tooMany);
    for (const { body } of streams) await body?.cancel();
  });
});

describe('an operation', () => {
  test('counts until it is done, even when its client gave it up', async () => {
    const peer = await opened();
    for (let index = 0; index < 5; index++)
      peer.send(subscribe(`${index}`, viewer), { type: 'complete', id: `${index}` });
    peer.send(subscribe('one too many', viewer));
    expect(await peer.next()).toMatchObject({
      type: 'error',
      id: 'one too many',
      payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }],
    });
  });

  test('leaves room for another when it is done', async () => {
    const peer = await opened();
    for (let index = 0; index < 12; index++) {
      peer.send(subscribe('1', viewer));
      expect((await peer.next()).type).toBe('next');
      expect((await peer.next()).type).toBe('complete');
    }
  });

  test('after what closes its socket is not run', async () => {
    await storeAccount(api.database, api.workspace.workspaceId);
    const create = subscribe(
      '1',
      'mutation { createPost(input: { accounts: ["bluesky"], content: "x" }) { post { id } } }',
    );
    const peer = await opened();
    peer.send('nonsense', create);
    expect((await peer.closed()).code).toBe(4400);
    const other = await opened();
    for (let posts = 1; posts <= 3; posts++) {
      other.send(create);
      expect([(await other.next()).type, (await other.next()).type]).toEqual(['next', 'complete']);
      expect(await api.database.post.count()).toBe(posts);
    }
  });

  test('that breaks in its midst tells nothing of why', async () => {
    const reader: EventReader = {
      position: () => 0n,
      atEnd: () => true,
      read: () => Promise.reject(new Error('postgres://user:hunter2@db')),
      close: () => undefined,
      async *[Symbol.asyncIterator]() {},
    };
    const events: EventFeed = { subscribe: async () => reader };
    await using broken = await startTestApi({ config: { sockets }, deps: { events } });
    const peer = await opened(undefined, broken);
    peer.send(subscribe('1', watching));
    const said = JSON.stringify(await peer.next());
    expect(said).toMatch(/"type":"error".*INTERNAL_SERVER_ERROR/);
    expect(said).not.toMatch(/hunter2|"http"|"unexpected"|stack/);
  });
});

describe('a peer', () => {
  test('that shows no key in time is closed with 4403', async () => {
    const peer = await openPeer(socketUrl(api.url));
    peer.send({ type: 'connection_init' });
    expect(await peer.next()).toEqual({ type: 'connection_ack' });
    expect((await peer.closed()).code).toBe(4403);
  });

  test('that does not answer pings is ended, and one that does is not', async () => {
    const answering = await opened();
    const gone = new WebSocket(socketUrl(api.url), 'graphql-transport-ws', { autoPong: false });
    const code = await new Promise((resolve) => gone.once('close', resolve));
    expect(code).toBe(1006);
    answering.send({ type: 'ping' });
    expect((await answering.next()).type).toBe('pong');
  });

  const longPing = { type: 'ping', payload: { text: 'x'.repeat(60_000) } };

  test('that takes nothing is ended, though it goes on sending', async () => {
    const peer = await opened();
    peer.socket.pause();
    const sending = setInterval(() => peer.send(...Array.from({ length: 50 }, () => longPing)), 20);
    const error = await new Promise((resolve) => peer.stream.once('error', resolve));
    clearInterval(sending);
    expect(error).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
  });

  test('that takes little at a time is waited for', async () => {
    const peer = await opened();
    for (let count = 0; count < 300; count++) peer.send(longPing);
    for (let round = 0; round < 8; round++) {
      peer.socket.pause();
      await delay(2 * sockets.pingMs);
      peer.socket.resume();
      for (let count = 0; count < 30; count++) expect((await peer.next()).type).toBe('pong');
    }
  });

  test('that does not agree to the end is cut off soon', async () => {
    const going = await startTestApi({ config: { sockets } });
    const peer = await opened(undefined, going);
    peer.socket.pause();
    const from = performance.now();
    await going[Symbol.asyncDispose]();
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});
