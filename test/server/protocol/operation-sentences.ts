import assert from 'node:assert/strict';
import type { Message, Peer } from './open-peer.ts';
import { answerTo, anyQuery, closing, complete, connect, type Sentence, subscribe, untilPong } from './target.ts';

/** Sends an operation that cannot be run, and gives the errors of its one message. */
async function refusalOf(peer: Peer, request: ReturnType<typeof subscribe>): Promise<unknown[]> {
  peer.send(request);
  const { type, id, payload } = await peer.next();
  assert.deepEqual({ type, id }, { type: 'error', id: request.id });
  assert.ok(Array.isArray(payload) && payload.length > 0);
  for (const error of payload) assert.equal(typeof error.message, 'string');
  assert.deepEqual(await untilPong(peer), [], 'After an error nothing more is said of an operation.');
  return payload;
}

const twoOperations = 'query A { a: __typename } query B { b: __typename }';

/** Operations that answer once, and those that cannot be run. */
export const operationSentences: readonly Sentence[] = [
  {
    name: 'a query is answered with one next and one complete, and nothing after them',
    async check(target) {
      const peer = await connect(target);
      const { data, errors } = await answerTo(peer, subscribe('1', target.documents.query));
      assert.equal(typeof data, 'object');
      assert.equal(errors, undefined);
      assert.deepEqual(await untilPong(peer), []);
    },
  },
  {
    name: 'so is a mutation',
    async check(target) {
      const peer = await connect(target);
      const { data, errors } = await answerTo(peer, subscribe('1', target.documents.mutation));
      assert.equal(typeof data, 'object');
      assert.equal(errors, undefined);
      assert.deepEqual(await untilPong(peer), []);
    },
  },
  {
    name: 'of several operations in a document the one that is named is run',
    async check(target) {
      const peer = await connect(target);
      for (const operationName of ['A', 'B', 'A']) {
        const { data } = await answerTo(peer, subscribe('1', twoOperations, { operationName }));
        assert.deepEqual(Object.keys(data as object), [operationName.toLowerCase()]);
      }
    },
  },
  {
    name: 'variables reach the operation',
    async check(target) {
      const peer = await connect(target);
      const query = 'query ($shown: Boolean!) { a: __typename b: __typename @include(if: $shown) }';
      for (const shown of [true, false]) {
        const { data } = await answerTo(peer, subscribe('1', query, { variables: { shown } }));
        assert.equal('b' in (data as object), shown);
      }
    },
  },
  {
    name: 'a syntax error is an error message, and the socket goes on',
    async check(target) {
      const peer = await connect(target);
      for (const query of ['{ __typename', '', 'nonsense {', '{ }']) await refusalOf(peer, subscribe('1', query));
      await answerTo(peer, subscribe('1', anyQuery));
    },
  },
  {
    name: 'a document that does not fit the schema is an error message, and the socket goes on',
    async check(target) {
      const peer = await connect(target);
      for (const query of ['{ thereIsNoSuchField }', 'subscription { thereIsNoSuchField }', '{ ...Missing }'])
        await refusalOf(peer, subscribe('1', query));
      await answerTo(peer, subscribe('1', anyQuery));
    },
  },
  {
    name: 'a document without the operation that is meant is an error message, and the socket goes on',
    async check(target) {
      const peer = await connect(target);
      await refusalOf(peer, subscribe('1', twoOperations));
      await refusalOf(peer, subscribe('1', twoOperations, { operationName: 'C' }));
      await answerTo(peer, subscribe('1', anyQuery));
    },
  },
  {
    name: 'a variable that is missing or wrong is an error of the operation alone',
    async check(target) {
      const peer = await connect(target);
      const query = 'query ($shown: Boolean!) { __typename @include(if: $shown) }';
      for (const variables of [undefined, {}, { shown: 'maybe' }, { shown: null }]) {
        peer.send(subscribe('1', query, { variables }));
        const { type, payload } = await peer.next();
        const errors = type === 'error' ? payload : (payload as { errors?: unknown }).errors;
        assert.ok(Array.isArray(errors) && errors.length > 0);
        assert.deepEqual(await untilPong(peer), type === 'error' ? [] : [complete('1')]);
      }
    },
  },
  {
    name: 'an id is free again after complete',
    async check(target) {
      const peer = await connect(target);
      for (let round = 0; round < 3; round++) await answerTo(peer, subscribe('same', target.documents.query));
    },
  },
  {
    name: 'an id is free again after error',
    async check(target) {
      const peer = await connect(target);
      for (let round = 0; round < 3; round++) await refusalOf(peer, subscribe('same', '{'));
      await answerTo(peer, subscribe('same', anyQuery));
    },
  },
  {
    name: 'an id may be any text',
    async check(target) {
      const peer = await connect(target);
      for (const id of ['0', ' ', 'ünï çødé 🐘', '"quoted"\\\n', '__proto__', 'constructor', 'x'.repeat(500)])
        await answerTo(peer, subscribe(id, anyQuery));
    },
  },
  {
    name: 'operations run side by side, each answered under its own id',
    async check(target) {
      const peer = await connect(target);
      const ids = Array.from({ length: 50 }, (_, index) => `op ${index}`);
      peer.send(...ids.map((id) => subscribe(id, target.documents.query)));
      const said = new Map<string | undefined, string[]>();
      for (let count = 0; count < 2 * ids.length; count++) {
        const { id, type } = await peer.next();
        said.set(id, [...(said.get(id) ?? []), type]);
      }
      assert.deepEqual([...said.keys()].sort(), [...ids].sort());
      for (const types of said.values()) assert.deepEqual(types, ['next', 'complete']);
    },
  },
  {
    name: 'one operation’s error leaves those beside it alone',
    async check(target) {
      const peer = await connect(target);
      peer.send(subscribe('good', target.documents.query), subscribe('bad', '{'));
      const said: Message[] = [];
      while (said.length < 3) said.push(await peer.next());
      const typesOf = (wanted: string) => said.filter(({ id }) => id === wanted).map(({ type }) => type);
      assert.deepEqual([typesOf('good'), typesOf('bad')], [['next', 'complete'], ['error']]);
    },
  },
  {
    name: 'a query that its client completes before it is done is not answered',
    async check(target) {
      const peer = await connect(target);
      peer.send(subscribe('given up', target.documents.query), complete('given up'));
      for (let round = 0; round < 3; round++) await answerTo(peer, subscribe(`${round}`, target.documents.query));
    },
  },
  {
    name: 'an id that is used again as soon as its query is given up is the new one’s alone',
    async check(target) {
      const peer = await connect(target);
      const { query } = target.documents;
      peer.send(subscribe('same', query), complete('same'), subscribe('same', '{ again: __typename }'));
      const { type, payload } = await peer.next();
      assert.deepEqual([type, Object.keys((payload as { data: object }).data)], ['next', ['again']]);
      assert.deepEqual(await peer.next(), complete('same'));
      for (let round = 0; round < 3; round++) await answerTo(peer, subscribe(`${round}`, query));
    },
  },
  {
    name: 'so is the last of several ids that are used again at once',
    async check(target) {
      const peer = await connect(target);
      const { query } = target.documents;
      const [first, gone, last] = [query, '{ gone: __typename }', '{ last: __typename }'].map((one) =>
        subscribe('same', one),
      );
      peer.send(first, complete('same'), gone, complete('same'), last);
      const { data } = (await peer.next()).payload as { data: object };
      assert.deepEqual(Object.keys(data), ['last']);
      assert.deepEqual(await peer.next(), complete('same'));
      assert.deepEqual(await untilPong(peer), []);
    },
  },
  {
    name: 'a complete of what has completed is ignored',
    async check(target) {
      const peer = await connect(target);
      await answerTo(peer, subscribe('1', anyQuery));
      peer.send(complete('1'), complete('1'));
      await answerTo(peer, subscribe('1', anyQuery));
    },
  },
  {
    name: 'a second operation under the id of a query that runs closes with 4409',
    async check(target) {
      const peer = await connect(target);
      peer.send(subscribe('twice', target.documents.query), subscribe('twice', target.documents.query));
      const { code, reason } = await closing(peer);
      assert.deepEqual({ code, reason }, { code: 4409, reason: 'Subscriber for twice already exists' });
    },
  },
];
