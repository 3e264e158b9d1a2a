import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { defaultSockets } from '../../src/config.ts';
import { type SocketState, serveSocket } from '../../src/server/serve-socket.ts';
import { openPeer, type Peer, terminatePeers } from './protocol/open-peer.ts';

afterEach(terminatePeers);

const limits = { ...defaultSockets, maxUnsentBytes: 64 * 1024, maxOperations: 4 };
const padding = 'x'.repeat(60_000);

/** Both ends of a socket. What is asked for on it is answered with `answer`. */
async function openBoth(answer: () => unknown) {
  const server = new WebSocketServer({ port: 0, handleProtocols });
  const roots = { query: { answer } };
  const protocol = makeServer<undefined, SocketState>({ schema: buildSchema('type Query { answer: Int }'), roots });
  const connected = once(server, 'connection') as Promise<[WebSocket, never]>;
  const peer = await openPeer(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [socket] = await connected;
  serveSocket(socket, { protocol, log: pino({ level: 'silent' }), limits });
  peer.send({ type: 'connection_init' });
  await peer.next();
  return { peer, socket, [Symbol.dispose]: () => void server.close() };
}

async function count(peer: Peer, messages: number): Promise<void> {
  for (let counted = 0; counted < messages; counted++) await peer.next();
}

test('a peer that takes nothing is not read from until it does, and little is held for it', async () => {
  using both = await openBoth(() => 1);
  const { peer, socket } = both;
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, socket.bufferedAmount);
  }, 5);
  peer.socket.pause();
  for (let index = 0; index < 600; index++) peer.send({ type: 'ping', payload: { padding } });
  await expect.poll(() => socket.isPaused, { timeout: 10_000 }).toBe(true);
  peer.socket.resume();
  await count(peer, 600);
  clearInterval(looking);
  expect(most).toBeLessThan(limits.maxUnsentBytes + 4 * padding.length);
  expect(socket.isPaused).toBe(false);
});

test('a peer that asks for too much at once is not read from until some of it is answered', async () => {
  const released = Promise.withResolvers<number>();
  let asked = 0;
  using both = await openBoth(() => {
    asked += 1;
    return released.promise;
  });
  const { peer, socket } = both;
  for (let index = 0; index < 100; index++)
    peer.send({ type: 'subscribe', id: `${index}`, payload: { query: '{ answer }', extensions: { padding } } });
  await expect.poll(() => socket.isPaused, { timeout: 10_000 }).toBe(true);
  expect(asked).toBeLessThan(4 * limits.maxOperations);
  released.resolve(1);
  await count(peer, 2 * 100);
  expect(asked).toBe(100);
});
