import assert from 'node:assert/strict';
import { openPeer } from './open-peer.ts';
import {
  answerTo,
  anyQuery,
  closing,
  complete,
  connect,
  openSubscription,
  type Sentence,
  subscribe,
  untilPong,
} from './target.ts';

const payload = { query: anyQuery };

/** What is no message, in a few kinds. */
const invalid: readonly [string, readonly unknown[]][] = [
  ['a text that is no JSON', ['nonsense', '', '{"type":"ping"', '{"type":"ping"}{"type":"ping"}']],
  ['a binary message that is no JSON', [Buffer.from([0, 1, 2, 3]), Buffer.from('nonsense')]],
  ['JSON that is no object', [null, true, 1, '"ping"', [{ type: 'ping' }], []]],
  ['a message without a type', [{}, { id: '1', payload }]],
  ['a type that is no string', [{ type: 1 }, { type: null }, { type: ['ping'] }, { type: { ping: true } }]],
  ['an unknown type', ['', 'Ping', 'hello', 'toString', '__proto__'].map((type) => ({ type }))],
  [
    'a type of the older graphql-ws',
    ['start', 'stop', 'data', 'ka', 'connection_terminate'].map((type) => ({ type, id: '1', payload })),
  ],
  ['a connection_init whose payload is no object', payloadsThatAreNoObjects('connection_init')],
  ['a ping whose payload is no object', payloadsThatAreNoObjects('ping')],
  ['a pong whose payload is no object', payloadsThatAreNoObjects('pong')],
  ['a subscribe without an id', [{ type: 'subscribe', payload }]],
  [
    'a subscribe whose id is no string',
    [1, null, ['1'], { id: '1' }].map((id) => ({ type: 'subscribe', id, payload })),
  ],
  ['a subscribe without a payload', [{ type: 'subscribe', id: '1' }]],
  [
    'a subscribe whose payload is no object',
    [null, anyQuery, 1, [payload]].map((wrong) => ({ type: 'subscribe', id: '1', payload: wrong })),
  ],
  ['a subscribe without a query', [{ type: 'subscribe', id: '1', payload: { variables: {} } }]],
  [
    'a subscribe whose query is no string',
    [null, 1, { kind: 'Document' }, [anyQuery]].map((query) => ({ type: 'subscribe', id: '1', payload: { query } })),
  ],
  [
    'a subscribe whose operationName is no string',
    [1, ['A'], { name: 'A' }].map((operationName) => subscribe('1', anyQuery, { operationName })),
  ],
  [
    'a subscribe whose variables are no object',
    ['{}', 1, []].map((variables) => subscribe('1', anyQuery, { variables })),
  ],
  [
    'a subscribe whose extensions are no object',
    ['{}', 1, []].map((extensions) => subscribe('1', anyQuery, { extensions })),
  ],
  ['a complete without an id', [{ type: 'complete' }]],
  ['a complete whose id is no string', [1, null, ['1']].map((id) => ({ type: 'complete', id }))],
  [
    'what only a server says',
    [
      { type: 'connection_ack' },
      { type: 'next', id: '1', payload: { data: null } },
      { type: 'error', id: '1', payload: [{ message: 'no' }] },
    ],
  ],
];

function payloadsThatAreNoObjects(type: string) {
  return ['text', 1, true, ['list']].map((wrong) => ({ type, payload: wrong }));
}

/** What is a message, and what is not. */
export const messageSentences: readonly Sentence[] = [
  ...invalid.map(
    ([what, messages]): Sentence => ({
      name: `${what} closes with 4400`,
      async check(target) {
        for (const message of messages) {
          const begins = (message as { type?: unknown } | null)?.type === 'connection_init';
          const peer = begins ? await openPeer(target.url) : await connect(target);
          peer.send(message);
          assert.equal((await closing(peer)).code, 4400, `Not closed with 4400: ${JSON.stringify(message)}`);
        }
      },
    }),
  ),
  {
    name: 'what follows an invalid message is not answered',
    async check(target) {
      const peer = await connect(target);
      peer.send('nonsense', { type: 'ping' }, subscribe('1', anyQuery));
      assert.equal((await closing(peer)).code, 4400);
    },
  },
  {
    name: 'the reason of a close is a text that says something',
    async check(target) {
      const peer = await connect(target);
      peer.send('nonsense');
      assert.match((await closing(peer)).reason, /\w/);
    },
  },
  {
    name: 'members that the protocol does not name are ignored',
    async check(target) {
      const peer = await connect(target);
      await answerTo(peer, { ...subscribe('1', anyQuery, { color: 'red' }), ...{ color: 'red' } });
    },
  },
  {
    name: 'operationName, variables and extensions may be null',
    async check(target) {
      const peer = await connect(target);
      await answerTo(peer, subscribe('1', anyQuery, { operationName: null, variables: null, extensions: null }));
    },
  },
  {
    name: 'a ping is answered with a pong',
    async check(target) {
      const peer = await connect(target);
      peer.send({ type: 'ping' });
      assert.equal((await peer.next()).type, 'pong');
    },
  },
  {
    name: 'a ping may carry a payload, or null, and so may its pong',
    async check(target) {
      const peer = await connect(target);
      for (const carried of [{ sentAt: 1 }, {}, null]) {
        peer.send({ type: 'ping', payload: carried });
        const pong = await peer.next();
        assert.equal(pong.type, 'pong');
        assert.ok(pong.payload == null || (typeof pong.payload === 'object' && !Array.isArray(pong.payload)));
      }
    },
  },
  {
    name: 'every ping is answered',
    async check(target) {
      const peer = await connect(target);
      peer.send(...Array.from({ length: 20 }, () => ({ type: 'ping' })));
      for (let count = 0; count < 20; count++) assert.equal((await peer.next()).type, 'pong');
    },
  },
  {
    name: 'a ping is answered before connection_init, too',
    async check({ url }) {
      assert.deepEqual(await untilPong(await openPeer(url)), []);
    },
  },
  {
    name: 'a ping is answered while an operation is open',
    async check(target) {
      const peer = await connect(target);
      await openSubscription(peer, '1', target);
      assert.deepEqual(await untilPong(peer), []);
    },
  },
  {
    name: 'a pong that nobody asked for is taken in silence',
    async check(target) {
      const peer = await connect(target);
      peer.send({ type: 'pong' }, { type: 'pong', payload: { load: 0.5 } }, { type: 'pong', payload: null });
      assert.deepEqual(await untilPong(peer), []);
    },
  },
  {
    name: 'a complete of what was never asked is ignored',
    async check(target) {
      const peer = await connect(target);
      peer.send(complete('unknown'), complete('unknown'));
      assert.deepEqual(await untilPong(peer), []);
    },
  },
];
