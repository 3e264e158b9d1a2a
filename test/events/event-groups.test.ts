import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/prisma.ts';
import { newId } from '../../src/domain/ids.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import type { EventText } from '../../src/events/backlog.ts';
import { createEventFeed, type RunningEventFeed } from '../../src/events/event-feed.ts';
import { createEventGroups, type EventGroups, type EventTexts } from '../../src/events/event-groups.ts';
import { postMoved } from '../../src/events/post-moved.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { storeWorkspace } from '../support/fixtures.ts';

let stored: TestDatabase;
let database: Database;
let feed: RunningEventFeed;
let workspaceId: string;
let groups: EventGroups<EventText>;
/** How often each event was written, by its number. */
let written: Map<bigint, number>;

beforeAll(async () => {
  stored = await createTestDatabase();
  database = openDatabase(stored.url);
  feed = createEventFeed({ database, onError: (error) => console.error(error), tailLength: 64 });
});
beforeEach(async () => {
  ({ workspaceId } = await storeWorkspace(database));
  groups = createEventGroups((error) => error);
  written = new Map();
});
afterAll(async () => {
  feed[Symbol.dispose]();
  await database[Symbol.asyncDispose]();
  await stored[Symbol.asyncDispose]();
});

async function happen(count: number, postId = newId('Post')): Promise<void> {
  const moves = Array.from({ length: count }, () => postMoved(postId, null, 'DRAFT'));
  await database.$transaction((tx) => appendEvents(tx, workspaceId, moves));
  feed.ring();
}

type Place = { after?: bigint; postId?: string; key?: string };

async function follow({ key = 'alike', ...place }: Place = {}): Promise<EventTexts<EventText>> {
  const reader = await feed.subscribe({ workspaceId, ...place });
  return groups.follow({
    key,
    reader,
    async write(events) {
      for (const { seq } of events) written.set(seq, (written.get(seq) ?? 0) + 1);
      return events.map(({ seq }) => ({ seq, text: `event ${seq}` }));
    },
  });
}

async function take(texts: EventTexts<EventText>, count: number): Promise<bigint[]> {
  const seqs: bigint[] = [];
  while (seqs.length < count) {
    const { value } = await texts.next();
    if (value === undefined) throw new Error('There are no more.');
    seqs.push(value.seq);
  }
  return seqs;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => BigInt(from + index));

describe('subscribers that are alike', () => {
  it('get one text of an event, which is written once', async () => {
    const [first, second, other] = [await follow(), await follow(), await follow({ key: 'other' })];
    const taken = Promise.all([first.next(), second.next(), other.next()]);
    await happen(1);
    const [{ value: one }, { value: same }, { value: another }] = await taken;
    expect(one).toBe(same);
    expect(another).toEqual(one);
    expect(another).not.toBe(one);
    expect(written.get(1n)).toBe(2);
  });

  it('that join in the middle of a burst have no gap and no repeat', async () => {
    const joined: EventTexts<EventText>[] = [];
    const taken: Promise<bigint[]>[] = [];
    for (let burst = 0; burst < 30; burst += 1) {
      const texts = await follow({ after: BigInt(burst) });
      joined.push(texts);
      taken.push(take(texts, 300 - burst));
      await happen(10);
    }
    for (const [after, seqs] of (await Promise.all(taken)).entries()) expect(seqs).toEqual(numbers(after + 1, 300));
    const next = joined.map((texts) => take(texts, 1));
    await happen(1);
    expect(new Set((await Promise.all(next)).flat())).toEqual(new Set([301n]));
    expect(written.get(301n)).toBe(1);
  });

  it('share again after the last one has left', async () => {
    const [first, second] = [await follow(), await follow()];
    const waiting = first.next();
    await first.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await second.return();
    const [third, fourth] = [await follow(), await follow({ after: 0n })];
    const taken = [take(third, 20), take(fourth, 20)];
    await happen(20);
    expect(await Promise.all(taken)).toEqual([numbers(1, 20), numbers(1, 20)]);
    expect(written.get(20n)).toBe(1);
  });

  it('of one post are not held up by events of others', async () => {
    const postId = newId('Post');
    const texts = await follow({ postId });
    const next = texts.next();
    await happen(100);
    await happen(1, postId);
    expect((await next).value?.seq).toBe(101n);
    const late = await follow({ postId, after: 100n });
    expect((await late.next()).value?.seq).toBe(101n);
  });

  it('are ended alone where they take nothing, and can go on from where they were', async () => {
    const [slow, quick] = [await follow(), await follow()];
    const taken = [take(slow, 1), take(quick, 1_101)];
    await happen(1);
    await taken[0];
    for (let burst = 0; burst < 11; burst += 1) await happen(100);
    expect(await taken[1]).toEqual(numbers(1, 1_101));
    await expect(slow.next()).rejects.toMatchObject({ code: 'SLOW_CONSUMER', seq: 1n });
    expect(await take(await follow({ after: 1n }), 1_100)).toEqual(numbers(2, 1_101));
  });

  it('all get the error that their events cannot be written with', async () => {
    const reader = await feed.subscribe({ workspaceId });
    const write = () => Promise.reject(new Error('No.'));
    const failing = groups.follow({ key: 'failing', reader, write });
    const beside = groups.follow({ key: 'failing', reader: await feed.subscribe({ workspaceId }), write });
    const ended = Promise.allSettled([failing.next(), beside.next()]);
    await happen(1);
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await take(await follow({ key: 'failing', after: 0n }), 1)).toEqual([1n]);
  });
});
