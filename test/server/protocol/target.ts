import assert from 'node:assert/strict';
import { vi } from 'vitest';
import { type Closing, type Message, openPeer, type Peer } from './open-peer.ts';

/** A server that speaks graphql-transport-ws, and what to ask it. */
export type Target = {
  /** ws:// or wss://. */
  url: string;
  /** What it wants to be told in connection_init. */
  connectionParams: Record<string, unknown>;
  /** What it refuses in connection_init; null where it refuses nobody. */
  refusedParams: Record<string, unknown> | null;
  /** How long it waits for connection_init. */
  initMs: number;
  documents: {
    /** A query that takes more than the turn in which it arrives. */
    query: string;
    mutation: string;
    /** Stays open, and tells of each mutation once. */
    subscription: string;
  };
  /** How many subscriptions have begun so far, where that can be seen. */
  begun?: () => number;
};

/** A rule of the protocol, as a sentence that is true of a server or not. */
export type Sentence = { name: string; check(target: Target): Promise<void> };

/** What any GraphQL server can answer. */
export const anyQuery = '{ __typename }';

/** A peer whose connection is acknowledged. */
export async function connect(target: Target): Promise<Peer> {
  const peer = await openPeer(target.url);
  peer.send(init(target));
  assert.equal((await peer.next()).type, 'connection_ack');
  return peer;
}

export function init({ connectionParams }: Target) {
  return { type: 'connection_init', payload: connectionParams };
}

export function subscribe(id: string, query: string, others: Record<string, unknown> = {}) {
  return { type: 'subscribe', id, payload: { query, ...others } };
}

export function complete(id: string) {
  return { type: 'complete', id };
}

/** Everything that came until the answer to a ping: what a server has to say by then, it has said. */
export async function untilPong(peer: Peer): Promise<Message[]> {
  peer.send({ type: 'ping' });
  const before: Message[] = [];
  for (;;) {
    const message = await peer.next();
    if (message.type === 'pong') return before;
    before.push(message);
  }
}

/** Runs an operation that answers once, and gives its result. Nothing else may come meanwhile. */
export async function answerTo(peer: Peer, request: ReturnType<typeof subscribe>): Promise<Record<string, unknown>> {
  peer.send(request);
  const result = await peer.next();
  assert.deepEqual({ type: result.type, id: result.id }, { type: 'next', id: request.id });
  assert.deepEqual(await peer.next(), complete(request.id));
  return result.payload as Record<string, unknown>;
}

/** Has the target's subscriptions told of something. */
export async function makeEvent(target: Target): Promise<void> {
  const peer = await connect(target);
  const { errors } = await answerTo(peer, subscribe('event', target.documents.mutation));
  assert.equal(errors, undefined);
  peer.socket.close();
}

/** Opens the target's subscription, and waits until it has begun: until that is seen, or by what is answered meanwhile. */
export async function openSubscription(peer: Peer, id: string, target: Target): Promise<void> {
  const before = target.begun?.();
  peer.send(subscribe(id, target.documents.subscription));
  for (let round = 0; round < 3; round++) await answerTo(peer, subscribe(`${id} has begun`, target.documents.query));
  await vi.waitUntil(() => before === undefined || target.begun?.() !== before, { timeout: 5_000 });
}

/** Nothing came before the close. */
export async function closing(peer: Peer): Promise<Closing> {
  const said = await peer.next().catch(() => null);
  assert.equal(said, null, `The socket said something instead of closing: ${JSON.stringify(said)}`);
  return peer.closed();
}
