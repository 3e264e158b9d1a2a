import assert from 'node:assert/strict';
import {
  answerTo,
  anyQuery,
  closing,
  complete,
  connect,
  makeEvent,
  openSubscription,
  type Sentence,
  subscribe,
  untilPong,
} from './target.ts';

/** Operations that stay open. */
export const subscriptionSentences: readonly Sentence[] = [
  {
    name: 'a subscription says next for every event, and stays open',
    async check(target) {
      const peer = await connect(target);
      await openSubscription(peer, 'watch', target);
      for (let round = 0; round < 3; round++) {
        await makeEvent(target);
        const { type, id, payload } = await peer.next();
        assert.deepEqual({ type, id }, { type: 'next', id: 'watch' });
        assert.equal(typeof (payload as { data: unknown }).data, 'object');
      }
      assert.deepEqual(await untilPong(peer), []);
    },
  },
  {
    name: 'an open subscription holds up no other operation',
    async check(target) {
      const peer = await connect(target);
      await openSubscription(peer, 'watch', target);
      await answerTo(peer, subscribe('1', target.documents.query));
      await answerTo(peer, subscribe('2', '{ __typename }'));
    },
  },
  {
    name: 'after its client’s complete a subscription says nothing more, and another goes on',
    async check(target) {
      const [leaving, staying] = [await connect(target), await connect(target)];
      await openSubscription(leaving, 'left', target);
      await openSubscription(leaving, 'kept', target);
      await openSubscription(staying, 'watch', target);
      leaving.send(complete('left'));
      assert.deepEqual(await untilPong(leaving), []);
      await makeEvent(target);
      assert.equal((await leaving.next()).id, 'kept');
      assert.equal((await staying.next()).id, 'watch');
      assert.deepEqual(await untilPong(leaving), []);
    },
  },
  {
    name: 'an id is free again after its client’s complete, and each event comes once',
    async check(target) {
      const peer = await connect(target);
      for (let round = 0; round < 3; round++) {
        await openSubscription(peer, 'same', target);
        await makeEvent(target);
        assert.equal((await peer.next()).id, 'same');
        peer.send(complete('same'));
        assert.deepEqual(await untilPong(peer), []);
      }
    },
  },
  {
    name: 'an id that is used again together with its complete is the new subscription’s',
    async check(target) {
      const peer = await connect(target);
      await openSubscription(peer, 'same', target);
      peer.send(complete('same'));
      await openSubscription(peer, 'same', target);
      await makeEvent(target);
      assert.deepEqual((({ id, type }) => ({ id, type }))(await peer.next()), { id: 'same', type: 'next' });
      assert.deepEqual(await untilPong(peer), []);
    },
  },
  {
    name: 'subscriptions on one socket are told of an event each',
    async check(target) {
      const peer = await connect(target);
      await openSubscription(peer, 'a', target);
      await openSubscription(peer, 'b', target);
      await makeEvent(target);
      const told = [(await peer.next()).id, (await peer.next()).id];
      assert.deepEqual(told.sort(), ['a', 'b']);
      assert.deepEqual(await untilPong(peer), []);
    },
  },
  {
    name: 'an id may be open on two sockets',
    async check(target) {
      const [one, other] = [await connect(target), await connect(target)];
      await openSubscription(one, 'same', target);
      await openSubscription(other, 'same', target);
      await makeEvent(target);
      assert.deepEqual([(await one.next()).id, (await other.next()).id], ['same', 'same']);
    },
  },
  ...[
    ['another subscription', (target: { documents: { subscription: string } }) => target.documents.subscription],
    ['a query', () => anyQuery],
    ['what cannot even be parsed', () => '{'],
  ].map(
    ([what, documentOf]): Sentence => ({
      name: `${what} under the id of an open subscription closes with 4409`,
      async check(target) {
        const peer = await connect(target);
        await openSubscription(peer, 'taken', target);
        peer.send(subscribe('taken', (documentOf as (of: typeof target) => string)(target)));
        const { code, reason } = await closing(peer);
        assert.deepEqual({ code, reason }, { code: 4409, reason: 'Subscriber for taken already exists' });
      },
    }),
  ),
  {
    name: 'it closes with 4409 whatever the id’s length',
    async check(target) {
      const peer = await connect(target);
      const id = 'long '.repeat(50);
      await openSubscription(peer, id, target);
      peer.send(subscribe(id, target.documents.subscription));
      assert.equal((await closing(peer)).code, 4409);
    },
  },
  {
    name: 'an operation that cannot be run leaves subscriptions open',
    async check(target) {
      const peer = await connect(target);
      await openSubscription(peer, 'watch', target);
      peer.send(subscribe('bad', '{'), subscribe('worse', '{ thereIsNoSuchField }'));
      assert.deepEqual([(await peer.next()).type, (await peer.next()).type], ['error', 'error']);
      await makeEvent(target);
      assert.equal((await peer.next()).id, 'watch');
    },
  },
  {
    name: 'a socket that ends takes its subscriptions along, and no others',
    async check(target) {
      const [ending, going] = [await connect(target), await connect(target)];
      await openSubscription(ending, 'watch', target);
      await openSubscription(going, 'watch', target);
      ending.send('nonsense');
      await ending.closed();
      await makeEvent(target);
      assert.equal((await going.next()).id, 'watch');
    },
  },
];
