import { randomInt } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../bench/random.ts';
import { defaultSockets } from '../../src/config.ts';
import { decodeEventCursor, encodeEventCursor } from '../../src/domain/event-cursor.ts';
import { appendEvents, type NewEvent } from '../../src/events/append-events.ts';
import { lastEventSeq } from '../../src/events/event-log.ts';
import { createCounts } from '../../src/metrics/create-counts.ts';
import { storePost, storeWorkspace } from '../support/fixtures.ts';
import { socketUrl } from '../support/graphql-client.ts';
import { type Message, openPeer, type Peer, terminatePeers } from './protocol/open-peer.ts';
import { startTestApi, type TestApi } from './test-api.ts';

const silenceMs = 800;

let api: TestApi;
let socketClosed = () => undefined as unknown;
beforeAll(async () => {
  api = await startTestApi({
    config: { sockets: { ...defaultSockets, pingMs: 200, silenceMs } },
    deps: { counts: { ...createCounts(), socketClosed: () => void socketClosed() } },
  });
});
afterEach(terminatePeers);
afterAll(() => api[Symbol.asyncDispose]());

type Place = { workspaceId: string; postId: string; key: string };

async function storePlace(content: string): Promise<Place> {
  const { workspaceId, key } = await storeWorkspace(api.database);
  const { id: postId } = await storePost(api.database, workspaceId, { containers: [content] });
  return { workspaceId, postId, key };
}

/** Writes events in transactions of a hundred, as fast as they are taken. */
async function writeEvents({ workspaceId, postId }: Place, count: number): Promise<void> {
  const none = { deliveryId: null, previousDeliveryStatus: null, deliveryStatus: null };
  const event: NewEvent = { postId, previousStatus: null, status: 'DRAFT', ...none };
  const hundred = Array.from({ length: 100 }, () => event);
  for (let written = 0; written < count; written += hundred.length) {
    await api.database.$transaction((tx) => appendEvents(tx, workspaceId, hundred));
    api.feed.ring();
  }
}

type Watching = { place: Place; after: bigint; fields: string; ids?: readonly string[] };

async function watch({ place, after, fields, ids = ['1'] }: Watching): Promise<Peer> {
  const peer = await openPeer(socketUrl(api.url));
  peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${place.key}` } });
  await peer.next();
  const query = `subscription { postStatusChanged(after: "${encodeEventCursor(after)}") { ${fields} } }`;
  peer.send(...ids.map((id) => ({ type: 'subscribe', id, payload: { query } })));
  return peer;
}

type Event = { data: { postStatusChanged: { cursor: string } } };

function seqIn({ payload }: Message): bigint {
  return decodeEventCursor((payload as Event).data.postStatusChanged.cursor) ?? -1n;
}

function numbersAfter(start: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => start + BigInt(index) + 1n);
}

describe('a subscriber that is cut off', () => {
  test('a hundred times at random, and resumes by cursor, gets 10,000 events once each and in order', async () => {
    const seed = randomInt(2 ** 31);
    const random = createRandom(seed, 'cuts');
    const place = await storePlace('Hello');
    const start = await lastEventSeq(api.database, place.workspaceId);
    const written = writeEvents(place, 10_000);
    const seqs: bigint[] = [];
    for (let cuts = 0; seqs.length < 10_000; cuts += 1) {
      const peer = await watch({ place, after: seqs.at(-1) ?? start, fields: 'cursor' });
      const until = cuts < 100 ? Math.min(seqs.length + Math.floor(random.between(0, 200)), 9_999) : 10_000;
      while (seqs.length < until) seqs.push(seqIn(await peer.next()));
      peer.socket.terminate();
    }
    await written;
    expect(seqs, `seed ${seed}`).toEqual(numbersAfter(start, 10_000));
  });
});

describe('a subscriber that reads nothing', () => {
  test('is ended, with little held for it meanwhile, and holds up nobody', async () => {
    const place = await storePlace('x'.repeat(10_000));
    const start = await lastEventSeq(api.database, place.workspaceId);
    const whole = { place, after: start, fields: 'cursor post { content }' };
    const deaf = await watch({ ...whole, ids: Array.from({ length: 50 }, (_, index) => `${index}`) });
    deaf.stream.pause();
    const ended = Promise.withResolvers<void>();
    socketClosed = ended.resolve;
    const others = [await watch(whole), await watch({ ...whole, fields: 'cursor' })];
    const most = await mostHeldDuring(async () => {
      await Promise.all([writeEvents(place, 2_000), ...others.map((peer) => readThrough(peer, start, 2_000))]);
      await ended.promise;
    });
    expect(most).toBeLessThan(100_000_000);
    deaf.stream.resume();
    expect((await deaf.closed()).code).toBe(1006);
    for (const peer of others) expect(peer.socket.readyState).toBe(peer.socket.OPEN);
  });

  test('but goes on within its time is told where it fell behind, and goes on from there', async () => {
    const place = await storePlace('x'.repeat(10_000));
    const start = await lastEventSeq(api.database, place.workspaceId);
    const peer = await watch({ place, after: start, fields: 'cursor post { content }' });
    peer.stream.pause();
    await writeEvents(place, 5_000);
    peer.stream.resume();
    const seqs: bigint[] = [];
    let said = await peer.next();
    for (; said.type === 'next'; said = await peer.next()) seqs.push(seqIn(said));
    const cursor = encodeEventCursor(seqs.at(-1) ?? -1n);
    expect(said).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'SLOW_CONSUMER', cursor } }] });
    const again = await watch({ place, after: seqs.at(-1) ?? -1n, fields: 'cursor' });
    while (seqs.length < 5_000) seqs.push(seqIn(await again.next()));
    expect(seqs).toEqual(numbersAfter(start, 5_000));
  });
});

async function readThrough(peer: Peer, start: bigint, count: number): Promise<void> {
  for (const seq of numbersAfter(start, count)) expect(seqIn(await peer.next())).toBe(seq);
}

/** How many bytes more than before this process holds at a time while something is done. */
async function mostHeldDuring(work: () => Promise<void>): Promise<number> {
  const held = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const before = held();
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, held() - before);
  }, 20);
  await work().finally(() => clearInterval(looking));
  return most;
}
