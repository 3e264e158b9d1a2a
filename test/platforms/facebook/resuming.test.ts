import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/platforms/platform.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { makeCall, segmentOf, walkRoom } from '../../support/walk-room.ts';
import { connectPage, look, lose, nextCall, photo, platform, seen, sha256, shownOf, video } from './page-at-sandbox.ts';

const MIB = 1024 * 1024;

let rooms: RoomsAtSandbox;
let upright: Buffer;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
  upright = await tinyMp4({ durationMs: 4_000, width: 90, height: 160 });
});
afterAll(() => rooms[Symbol.asyncDispose]());

test('what Facebook cannot process is refused with its reason, and begun afresh after a retry', async () => {
  const connected = await connectPage(rooms);
  const short = await tinyMp4({ durationMs: 1_000 });
  const segment = segmentOf(connected, { type: 'REEL', media: [await video(rooms, short)] });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toThrow(/film\.mp4: The video has to last from 3 to 90/);
  const now = rooms.clock.now();
  expect(platform.next(segment, journal, now)).toMatchObject({ do: 'fail', failure: { kind: 'media_rejected' } });
  const retried = journal.map((entry) => ({ ...entry, beforeRetry: true }));
  expect(platform.next(segment, retried, now)).toMatchObject({ do: 'call', call: { name: 'start_upload' } });
});

test('a chunk whose answer was lost is gone on from where Facebook is', async () => {
  const connected = await connectPage(rooms);
  const bytes = Buffer.concat([upright, Buffer.alloc(MIB)]);
  const segment = segmentOf(connected, { media: [await video(rooms, bytes)] });
  const journal: JournalEntry[] = [];
  const { entry: start } = await makeCall(connected, nextCall(segment, journal, rooms.clock.now()), journal);
  journal.push(start);
  const { entry: chunk } = await makeCall(connected, nextCall(segment, journal, rooms.clock.now()), journal);
  journal.push({ ...chunk, status: 'UNKNOWN', result: null });
  await walkRoom(connected, segment, journal);
  expect(await shownOf(connected)).toMatchObject([{ media: [{ sha256: sha256(bytes) }] }]);
});

test('a file whose upload broke off is sent on from what has come', async () => {
  const connected = await connectPage(rooms);
  const medium = await video(rooms, upright);
  const segment = segmentOf(connected, { type: 'REEL', media: [medium] });
  const journal: JournalEntry[] = [];
  const { entry: start } = await makeCall(connected, nextCall(segment, journal, rooms.clock.now()), journal);
  const half = Math.floor(upright.length / 2);
  const headers = { authorization: 'OAuth sandbox-token-x', offset: '0', file_size: String(upright.length) };
  const token = (connected.credentials as { accessToken: string }).accessToken;
  await fetch(String(start.secret), {
    method: 'POST',
    headers: { ...headers, authorization: `OAuth ${token}` },
    body: new Uint8Array(upright.subarray(0, half)),
  });
  journal.push(start);
  const broken = nextCall(segment, journal, rooms.clock.now());
  journal.push({ ...start, ...broken, status: 'UNKNOWN', result: null, secret: null });
  await walkRoom(connected, segment, journal);
  const offsets = (await seen(rooms)).filter(({ operation }) => operation === 'POST video-upload');
  expect(offsets.map(({ headers: sent }) => sent.offset)).toEqual(['0', String(half)]);
  expect(await shownOf(connected)).toMatchObject([{ media: [{ sha256: sha256(upright) }] }]);
});

test('a lost post of photos is known by its photos', async () => {
  const connected = await connectPage(rooms);
  const segment = segmentOf(connected, { text: '', media: [(await photo(rooms)).medium, (await photo(rooms)).medium] });
  const { lost } = await lose(connected, segment);
  const verdict = await look(connected, lost, segment);
  expect(verdict).toMatchObject({ verdict: 'found', result: { id: (await shownOf(connected))[0]?.id } });
});

test('a lost video or reel is known by its state', async () => {
  const connected = await connectPage(rooms);
  for (const type of ['POST', 'REEL'] as const) {
    const segment = segmentOf(connected, { type, media: [await video(rooms, upright)] });
    const heard = await lose(connected, segment);
    expect(await look(connected, heard.lost, segment)).toEqual({ verdict: 'undecided' });
    rooms.clock.move(5_000);
    expect(await look(connected, heard.lost, segment)).toMatchObject({ verdict: 'found' });
    const unheard = await lose(connected, segment, 'server_error');
    expect(await look(connected, unheard.lost, segment)).toEqual({ verdict: 'absent' });
    await walkRoom(connected, segment, unheard.journal.with(-1, { ...unheard.lost, status: 'REFUSED' }));
  }
  expect(await shownOf(connected)).toHaveLength(4);
});

test('a lost text is not taken for a video or photos that say the same', async () => {
  const connected = await connectPage(rooms);
  for (const medium of [await video(rooms, upright), (await photo(rooms)).medium])
    await walkRoom(connected, segmentOf(connected, { text: 'The same words', media: [medium] }));
  const segment = segmentOf(connected, { text: 'The same words' });
  const { lost } = await lose(connected, segment, 'server_error');
  rooms.clock.move(5_000);
  expect(await look(connected, lost, segment)).toEqual({ verdict: 'absent' });
});

test('a lost story is known by its medium, and a lost comment by its words', async () => {
  const connected = await connectPage(rooms);
  const root = await walkRoom(connected, segmentOf(connected));
  const segments = [
    segmentOf(connected, { type: 'STORY', text: '', media: [(await photo(rooms)).medium] }),
    segmentOf(connected, { type: 'STORY', text: '', media: [await video(rooms, upright)] }),
    segmentOf(connected, { text: ' A comment\r\nof two lines ', position: 1, root, parent: root }),
  ];
  for (const segment of segments) {
    const heard = await lose(connected, segment);
    const verdict = await look(connected, heard.lost, segment);
    const result = verdict.verdict === 'found' ? verdict.result : null;
    const journal = heard.journal.with(-1, { ...heard.lost, status: 'DONE', result });
    expect(platform.next(segment, journal, rooms.clock.now())).toMatchObject({
      do: 'finish',
      published: { remoteId: expect.any(String), url: expect.stringContaining(connected.account.webUrl) },
    });
    const unheard = await lose(connected, segment, 'server_error');
    if (segment.type === 'STORY') expect(await look(connected, unheard.lost, segment)).toEqual({ verdict: 'absent' });
  }
});
