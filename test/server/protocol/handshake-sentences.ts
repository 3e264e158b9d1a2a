import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openPeer } from './open-peer.ts';
import { answerTo, anyQuery, closing, connect, init, type Sentence, subscribe, untilPong } from './target.ts';

/** The sub-protocol, and how a connection begins. */
export const handshakeSentences: readonly Sentence[] = [
  {
    name: 'the sub-protocol is graphql-transport-ws, and the answer names it',
    async check({ url }) {
      assert.equal((await openPeer(url)).socket.protocol, 'graphql-transport-ws');
    },
  },
  {
    name: 'it is picked among several',
    async check({ url }) {
      const peer = await openPeer(url, ['graphql-ws', 'graphql-transport-ws', 'chat']);
      assert.equal(peer.socket.protocol, 'graphql-transport-ws');
    },
  },
  ...[[], ['graphql-ws'], ['chat', 'Graphql-Transport-WS']].map((protocols) => ({
    name: `a client that offers ${protocols.join(' and ') || 'no sub-protocol'} is closed with 4406`,
    async check({ url }: { url: string }) {
      const peer = await openPeer(url, protocols);
      assert.equal(peer.socket.protocol, '');
      assert.equal((await closing(peer)).code, 4406);
    },
  })),
  {
    name: 'connection_init is acknowledged, with a payload that is an object or absent',
    async check(target) {
      const peer = await openPeer(target.url);
      peer.send(init(target));
      const { payload, ...acknowledgement } = await peer.next();
      assert.deepEqual(acknowledgement, { type: 'connection_ack' });
      assert.ok(payload == null || (typeof payload === 'object' && !Array.isArray(payload)));
    },
  },
  {
    name: 'a second connection_init closes with 4429',
    async check(target) {
      const peer = await connect(target);
      peer.send(init(target));
      assert.equal((await closing(peer)).code, 4429);
    },
  },
  {
    name: 'a second connection_init closes with 4429 while the first is being looked at, too',
    async check(target) {
      const peer = await openPeer(target.url);
      peer.send(init(target), init(target));
      await peer.next().catch(() => null);
      assert.equal((await peer.closed()).code, 4429);
    },
  },
  {
    name: 'without connection_init a socket is closed with 4408, and one that began is not',
    async check(target) {
      const [late, begun] = await Promise.all([openPeer(target.url), connect(target)]);
      assert.equal((await late.closed()).code, 4408);
      await delay(target.initMs / 2);
      assert.deepEqual(await untilPong(begun), []);
    },
  },
  {
    name: 'messages before connection_init do not count as it',
    async check({ url }) {
      const peer = await openPeer(url);
      assert.deepEqual(await untilPong(peer), []);
      assert.equal((await peer.closed()).code, 4408);
    },
  },
  {
    name: 'an operation before connection_init closes with 4401',
    async check({ url }) {
      const peer = await openPeer(url);
      peer.send(subscribe('1', anyQuery));
      assert.equal((await closing(peer)).code, 4401);
    },
  },
  {
    name: 'an operation before the acknowledgement closes with 4401',
    async check(target) {
      const peer = await openPeer(target.url);
      peer.send(init(target), subscribe('1', anyQuery));
      assert.equal((await closing(peer)).code, 4401);
    },
  },
  {
    name: 'who is refused is not acknowledged, but closed with 4403',
    async check({ url, refusedParams }) {
      if (refusedParams === null) return;
      const peer = await openPeer(url);
      peer.send({ type: 'connection_init', payload: refusedParams });
      assert.equal((await closing(peer)).code, 4403);
    },
  },
  {
    name: 'a client’s normal closure is answered with 1000',
    async check(target) {
      const peer = await connect(target);
      peer.socket.close(1000, 'Normal Closure');
      assert.equal((await peer.closed()).code, 1000);
    },
  },
  {
    name: 'a message may come in fragments',
    async check(target) {
      const peer = await connect(target);
      const text = JSON.stringify(subscribe('1', anyQuery));
      peer.socket.send(text.slice(0, 20), { fin: false });
      peer.socket.send(text.slice(20), { fin: true });
      assert.equal((await peer.next()).type, 'next');
    },
  },
  {
    name: 'a websocket’s own ping is answered with its data, before the beginning as well',
    async check({ url }) {
      const peer = await openPeer(url);
      const ponged = once(peer.socket, 'pong');
      peer.socket.ping('are you there');
      assert.equal(String((await ponged)[0]), 'are you there');
    },
  },
  {
    name: 'a text that is no UTF-8 closes with 1007',
    async check(target) {
      const peer = await connect(target);
      peer.socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
      assert.equal((await closing(peer)).code, 1007);
    },
  },
  {
    name: 'a frame that is not masked closes with 1002',
    async check(target) {
      const peer = await connect(target);
      peer.stream.write(Buffer.concat([Buffer.from([0x81, 15]), Buffer.from('{"type":"ping"}')]));
      assert.equal((await closing(peer)).code, 1002);
    },
  },
  {
    name: 'one socket’s end is not another’s',
    async check(target) {
      const [ending, going] = [await connect(target), await connect(target)];
      ending.send('nonsense');
      await ending.closed();
      await answerTo(going, subscribe('1', target.documents.query));
    },
  },
];
