import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry, LookResult, SegmentToPublish, Session } from '../../../src/platforms/platform.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, makeCall, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { connectSomeone } from './accounts.ts';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

/** Publishes, and gives the commit as if its answer had been lost. */
async function lose(
  connected: Connected,
  segment: SegmentToPublish,
): Promise<{ lost: JournalEntry; urn: string | null }> {
  const journal: JournalEntry[] = [];
  const { remoteId } = await walkRoom(connected, segment, journal);
  return { lost: { ...(journal.at(-1) as JournalEntry), status: 'UNKNOWN', result: null }, urn: remoteId };
}

/** Asks the first way to settle a lost commit. */
async function look(
  connected: Connected,
  lost: JournalEntry,
  session: Partial<Session<unknown>> = {},
): Promise<LookResult> {
  const way = connected.platform.lost[lost.name]?.find(({ by }) => by === 'look');
  if (way?.by !== 'look') throw new Error('nothing looks for it');
  const { name, request } = way.call(lost, segmentOf(connected));
  const made = await connected.platform.calls[name]?.make(request, { ...sessionOf(connected), ...session });
  return made?.result as LookResult;
}

const isRecorded = () => true;

test('a page’s post is found by its text and its media, unless it is another segment’s', async () => {
  const connected = await connectSomeone(rooms, 'linkedin_page');
  const { lost, urn } = await lose(connected, segmentOf(connected, { text: 'Look at #this_one (now)' }));
  expect(await look(connected, lost)).toEqual({ verdict: 'found', result: { urn } });
  expect(await look(connected, lost, { isRecorded })).toEqual({ verdict: 'absent' });
  const post = { ...(lost.request.post as object), content: { media: { id: 'urn:li:image:Z' } } };
  expect(await look(connected, { ...lost, request: { ...lost.request, post } as never })).toEqual({
    verdict: 'absent',
  });
});

test('an older post is not taken for a lost one', async () => {
  const connected = await connectSomeone(rooms, 'linkedin_page');
  const { lost } = await lose(connected, segmentOf(connected));
  const plannedAt = new Date(rooms.clock.now().getTime() + 120_000).toISOString();
  expect(await look(connected, { ...lost, request: { ...lost.request, plannedAt } })).toEqual({ verdict: 'absent' });
});

test('a page’s comment is found among those on its post', async () => {
  const connected = await connectSomeone(rooms, 'linkedin_page');
  const root = await walkRoom(connected, segmentOf(connected));
  await walkRoom(connected, segmentOf(connected, { text: 'Another', root, parent: root }));
  const { lost, urn } = await lose(connected, segmentOf(connected, { text: ' More ', root, parent: root }));
  expect(await look(connected, lost)).toEqual({ verdict: 'found', result: { urn } });
  expect(await look(connected, lost, { isRecorded })).toEqual({ verdict: 'absent' });
});

test('what a member published cannot be listed', async () => {
  const connected = await connectSomeone(rooms, 'linkedin');
  const root = await walkRoom(connected, segmentOf(connected));
  const comment = await lose(connected, segmentOf(connected, { text: 'More', root, parent: root }));
  const post = await lose(connected, segmentOf(connected, { text: 'Other' }));
  expect(await look(connected, comment.lost)).toEqual({ verdict: 'undecided' });
  expect(await look(connected, post.lost)).toEqual({ verdict: 'undecided' });
});

test('sent again, a member’s post is named by the refusal', async () => {
  const connected = await connectSomeone(rooms, 'linkedin');
  const { lost, urn } = await lose(connected, segmentOf(connected));
  const { failure } = await makeCall(connected, lost);
  expect(failure).toMatchObject({ kind: 'duplicate', happened: 'no', evidence: { urn } });
});

test('a refusal proves nothing where it names another segment’s post, or one that is gone', async () => {
  const connected = await connectSomeone(rooms, 'linkedin_page');
  const { lost, urn } = await lose(connected, segmentOf(connected));
  const send = connected.platform.calls.create_post;
  const ofAnother = send?.make(lost.request, { ...sessionOf(connected), isRecorded });
  await expect(ofAnother).rejects.toMatchObject({ kind: 'duplicate', evidence: undefined });
  await connected.platform.remove({ remoteId: urn, url: null, ref: null }, sessionOf(connected));
  await expect(send?.make(lost.request, sessionOf(connected))).rejects.toMatchObject({
    kind: 'duplicate',
    evidence: undefined,
  });
});

test('where the first never arrived, sending again publishes it', async () => {
  const connected = await connectSomeone(rooms, 'linkedin');
  const journal: JournalEntry[] = [];
  await rooms.sandbox.fault({ channel: 'linkedin', fault: 'server_error', account: connected.account.remoteId });
  await expect(walkRoom(connected, segmentOf(connected), journal)).rejects.toMatchObject({ happened: 'maybe' });
  const { entry } = await makeCall(connected, journal.at(-1) as JournalEntry);
  expect(entry).toMatchObject({ status: 'DONE', result: { urn: expect.stringMatching(/^urn:li:share:\d{19}$/) } });
});
