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

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterEach(terminatePeers);
afterAll(() => api[Symbol.asyncDispose]());

type Place = { at: TestApi; workspaceId: string; postId: string; key: string };

async function storePlace(at: TestApi, content: string): Promise<Place> {
  const { workspaceId, key } = await storeWorkspace(at.database);
  const { id: postId } = await storePost(at.database, workspaceId, { containers: [content] });
  return { at, workspaceId, postId, key };
}

/** Writes events, as fast as they are taken, so many in a transaction. */
async function writeEvents({ at, workspaceId, postId }: Place, count: number, together = 100): Promise<void> {
  const none = { deliveryId: null, previousDeliveryStatus: null, deliveryStatus: null };
  const event: NewEvent = { postId, previousStatus: null, status: 'DRAFT', ...none };
  const events = Array.from({ length: together }, () => event);
  for (let written = 0; written < count; written += together) {
    await at.database.$transaction((tx) => appendEvents(tx, workspaceId, events));
    at.feed.ring();
  }
}

type Watching = { place: Place; after: bigint; fields: string; ids?: readonly string[] };

async function watch({ place, after, fields, ids = ['1'] }: Watching): Promise<Peer> {
  const peer = await openPeer(socketUrl(place.at.url));
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

/** Reads until so many numbers of events are known. */
async function readOn(peer: Peer, seqs: bigint[], count: number): Promise<bigint[]> {
  while (seqs.length < count) seqs.push(seqIn(await peer.next()));
  return seqs;
}

function numbersAfter(start: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => start + BigInt(index) + 1n);
}

describe('a subscriber that is cut off', () => {
  test('a hundred times at random, and resumes by cursor, gets 10,000 events once each and in order', async () => {
    const seed = randomInt(2 ** 31);
    const random = createRandom(seed, 'cuts');
    const place = await storePlace(api, 'Hello');
    const start = await lastEventSeq(api.database, place.workspaceId);
    const fields = 'cursor post { id }';
    const steady = await watch({ place, after: start, fields });
    const uncut = readOn(steady, [], 10_000);
    const seqs: bigint[] = [];
    for (let cut = 1; cut <= 100; cut++) {
      const written = writeEvents(place, 100, 50);
      const peer = await watch({ place, after: seqs.at(-1) ?? start, fields });
      await readOn(peer, seqs, Math.min(seqs.length + Math.floor(random.between(0, 250)), 100 * cut));
      peer.socket.terminate();
      await written;
    }
    await readOn(await watch({ place, after: seqs.at(-1) ?? start, fields }), seqs, 10_000);
    expect(seqs, `seed ${seed}`).toEqual(numbersAfter(start, 10_000));
    expect(await uncut).toEqual(seqs);
  }, 60_000);
});

describe('a subscriber that reads nothing', () => {
  test('is ended, with little held for it meanwhile, and holds up nobody', async () => {
    const ended = Promise.withResolvers<void>();
    await using impatient = await startTestApi({
      config: { sockets: { ...defaultSockets, pingMs: 200, silenceMs: 800 } },
      deps: { counts: { ...createCounts(), socketClosed: ended.resolve } },
    });
    const place = await storePlace(impatient, 'x'.repeat(10_000));
    const start = await lastEventSeq(impatient.database, place.workspaceId);
    const whole = { place, after: start, fields: 'cursor post { content }' };
    const deaf = await watch({ ...whole, ids: Array.from({ length: 50 }, (_, index) => `${index}`) });
    deaf.socket.pause();
    const others = [await watch(whole), await watch({ ...whole, fields: 'cursor' })];
    const most = await mostHeldDuring(async () => {
      const read = others.map((peer) => readOn(peer, [], 1_000));
      await writeEvents(place, 1_000);
      for (const seqs of await Promise.all(read)) expect(seqs).toEqual(numbersAfter(start, 1_000));
      await ended.promise;
    });
    expect(most).toBeLessThan(100_000_000);
    deaf.socket.resume();
    expect((await deaf.closed()).code).toBe(1006);
    for (const peer of others) expect(peer.socket.readyState).toBe(peer.socket.OPEN);
  });

  test('but goes on within its time is told where it fell behind, and goes on from there', async () => {
    const place = await storePlace(api, 'x'.repeat(10_000));
    const start = await lastEventSeq(api.database, place.workspaceId);
    const whole = { place, after: start, fields: 'cursor post { content }' };
    const [peer, other] = [await watch(whole), await watch(whole)];
    await writeEvents(place, 100);
    const seqs = await readOn(peer, [], 100);
    peer.socket.pause();
    await writeEvents(place, 2_000);
    await readOn(other, [], 2_100);
    peer.socket.resume();
    let said = await peer.next();
    for (; said.type === 'next'; said = await peer.next()) seqs.push(seqIn(said));
    const cursor = encodeEventCursor(seqs.at(-1) ?? -1n);
    expect(said).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'SLOW_CONSUMER', cursor } }] });
    const again = await watch({ place, after: seqs.at(-1) ?? -1n, fields: 'cursor' });
    expect(await readOn(again, seqs, 2_100)).toEqual(numbersAfter(start, 2_100));
  });
});

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
