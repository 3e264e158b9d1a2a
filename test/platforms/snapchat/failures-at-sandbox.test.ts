import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FailureKind } from '../../../src/domain/delivery-error.ts';
import { failureKinds } from '../../../src/domain/delivery-error.ts';
import type { PlatformFailure } from '../../../src/platforms/failure.ts';
import type { CallToMake, JournalEntry, Next, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, makeCall, segmentOf, walkRoom } from '../../support/walk-room.ts';
import { connect, keepFilm, keepPhoto, room } from './at-sandbox.ts';

const MINUTE = 60_000;
let rooms: RoomsAtSandbox;
let connected: Connected;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
  connected = await connect(rooms);
});
afterAll(() => rooms[Symbol.asyncDispose]());

/** Walks until a call is refused. */
async function refusalOf(
  segment: SegmentToPublish,
  journal: JournalEntry[] = [],
  by = connected,
): Promise<PlatformFailure> {
  const failure = await walkRoom(by, segment, journal).catch((error: unknown) => error);
  return failure as PlatformFailure;
}

function expectHint({ kind, hint }: PlatformFailure, expected: FailureKind, words: RegExp): void {
  expect(kind).toBe(expected);
  expect(hint ?? failureKinds[kind].hint).toMatch(words);
}

/** Uploads a segment's file, and gives the post that would come next; the clock stays, so Snapchat still works on the file. */
async function upToPost(segment: SegmentToPublish): Promise<{ journal: JournalEntry[]; post: CallToMake }> {
  const journal: JournalEntry[] = [];
  for (;;) {
    const next = room.next(segment, journal, rooms.clock.now());
    if (next.do === 'wait') break;
    journal.push((await makeCall(connected, callIn(next), journal)).entry);
  }
  return { journal, post: callIn(room.next(segment, journal, new Date(rooms.clock.now().getTime() + MINUTE))) };
}

function callIn(next: Next): CallToMake {
  if (next.do !== 'call') throw new Error(`the room would ${next.do}`);
  return next.call;
}

test.for([
  ['token_expired', 'auth_expired', /again/],
  ['rate_limited', 'rate_limited', /Nothing to do/],
  ['media_rejected', 'media_rejected', /file that the network takes/],
] as const)('%s is %s', async ([fault, kind, words]) => {
  const by = await connect(rooms);
  const segment = segmentOf(by, { media: [await keepFilm(rooms)] });
  await rooms.sandbox.fault({ channel: 'snapchat', fault });
  expectHint(await refusalOf(segment, [], by), kind, words);
});

test('a file of the wrong kind, and one that is too small, are refused when they are posted', async () => {
  const photo = { ...(await keepPhoto(rooms)), kind: 'VIDEO' } as const;
  expectHint(await refusalOf(segmentOf(connected, { media: [photo] })), 'media_rejected', /takes/);
  const small = segmentOf(connected, { type: 'STORY', text: '', media: [await keepPhoto(rooms, 500, 900)] });
  const failure = await refusalOf(small);
  expectHint(failure, 'media_rejected', /takes/);
  expect(failure.message).toContain('540 × 960');
});

test('a file that is still worked on is asked for again soon, and one that is being posted counts as sent', async () => {
  const { journal, post } = await upToPost(segmentOf(connected, { media: [await keepFilm(rooms)] }));
  const { failure } = await makeCall(connected, post, journal);
  expect(failure).toMatchObject({
    kind: 'rate_limited',
    happened: 'no',
    hint: expect.stringContaining('still working'),
  });
  expect(failure?.retryAt?.getTime()).toBeLessThanOrEqual(rooms.clock.now().getTime() + 5_000);
  rooms.clock.move(5_000);
  expect((await makeCall(connected, post, journal)).entry.status).toBe('DONE');
  const again = await makeCall(connected, post, journal);
  expect(again.failure).toMatchObject({ kind: 'duplicate', happened: 'no', evidence: { id: null } });
});

test('a file that is gone after a day is uploaded afresh when a person retries', async () => {
  const segment = segmentOf(connected, { media: [await keepFilm(rooms)] });
  const { journal, post } = await upToPost(segment);
  rooms.clock.move(24 * 60 * MINUTE);
  const { entry, failure } = await makeCall(connected, post, journal);
  expectHint(failure as PlatformFailure, 'media_fetch_failed', /uploaded anew/);
  const retried = [...journal, entry].map((one) => ({ ...one, beforeRetry: true }));
  expect((await walkRoom(connected, segment, retried)).remoteId).toMatch(/^W7_/);
});

test('an app that is not allowed, and a profile of another, are refused with what to do', async () => {
  const segment = segmentOf(connected, { media: [await keepFilm(rooms)] });
  const other = await connect(rooms);
  const foreign = { ...connected, account: other.account };
  expectHint(await refusalOf(segment, [], foreign), 'permission', /ask Snap to allow/);
});
