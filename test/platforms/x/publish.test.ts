import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publishingRooms } from '../../../src/platforms/index.ts';
import type {
  JournalEntry,
  LookResult,
  MediumToPublish,
  PublishingRoom,
  SegmentToPublish,
} from '../../../src/platforms/platform.ts';
import type { SeenRequest } from '../../../src/sandbox/requests.ts';
import { makers } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { type Connected, connectRoom, makeCall, segmentOf, walkRoom } from '../../support/walk-room.ts';
import { xCase } from './case.ts';

const MB = 1024 * 1024;
const room = publishingRooms.get('x') as PublishingRoom;
let rooms: RoomsAtSandbox;
let people = 0;
let connected: Connected;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());
beforeEach(async () => {
  connected = await connectRoom({ platform: room, rooms, input: xCase.login('', `writer${people++}`).input });
  await fetch(`${rooms.sandbox.url}/_requests`, { method: 'DELETE' });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function seen(): Promise<SeenRequest[]> {
  return (await (await fetch(`${rooms.sandbox.url}/_requests?channel=x`)).json()) as SeenRequest[];
}

async function published(): Promise<{ account: string; id: string; text: string; media: object[]; card: unknown }[]> {
  const all = (await (await fetch(`${rooms.sandbox.url}/_published`)).json()) as never[];
  return all.filter(({ account }) => account === connected.account.username);
}

async function image(altText: string | null = null): Promise<MediumToPublish> {
  const bytes = await makers.png.make();
  return rooms.keep(bytes, { mimeType: 'image/png', filename: 'image.png', altText });
}

/** A short film, made longer in bytes by what players pass over. */
async function film(bytes: number): Promise<{ medium: MediumToPublish; file: Buffer }> {
  const video = await tinyMp4({ durationMs: 1_000 });
  const free = Buffer.alloc(bytes - video.length);
  free.writeUInt32BE(free.length);
  free.write('free', 4, 'latin1');
  const file = Buffer.concat([video, free]);
  const facts = { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4', durationMs: 1_000 } as const;
  return { medium: await rooms.keep(file, facts), file };
}

test('a thread with options and a link is sent as X documents it', async () => {
  const options = { replySettings: 'following', communityId: '1493446837214187523', madeWithAi: true };
  const text = 'Read https://example.com/a?b=1&c=2';
  const root = await walkRoom(connected, segmentOf(connected, { text, options }));
  await walkRoom(connected, segmentOf(connected, { text: 'More', options, position: 1, root, parent: root }));
  const [first, second] = await seen();
  expect(first).toMatchObject({ method: 'POST', path: '/x/2/tweets', query: {}, status: 201 });
  const community = { reply_settings: 'following', community_id: '1493446837214187523' };
  expect(first?.body).toEqual({ text, ...community, made_with_ai: true });
  expect(second?.body).toEqual({ text: 'More', made_with_ai: true, reply: { in_reply_to_tweet_id: root.remoteId } });
  expect(root.remoteId).toMatch(/^\d{19}$/);
  expect((await published())[0]?.card).toMatchObject({ url: 'https://example.com/a?b=1&c=2' });
});

test('images go one after the other, described, and are attached in their order', async () => {
  const media = [await image('A cat'), await image()];
  await walkRoom(connected, segmentOf(connected, { text: 'Two', media }));
  const requests = await seen();
  const upload = [
    'POST /2/media/upload/initialize',
    'POST /2/media/upload/:id/append',
    'POST /2/media/upload/:id/finalize',
  ];
  const operations = [...upload, 'POST /2/media/metadata', ...upload, 'POST /2/tweets'];
  expect(requests.map(({ operation }) => operation)).toEqual(operations);
  const [begun, , , described] = requests;
  expect(begun?.body).toEqual({
    media_type: 'image/png',
    total_bytes: media[0]?.bytes,
    media_category: 'tweet_image',
  });
  const body = requests.at(-1)?.body as { text: string; media: { media_ids: string[] } };
  const ids = body.media.media_ids;
  expect(body).toEqual({ text: 'Two', media: { media_ids: ids } });
  expect(described?.body).toEqual({ id: ids[0], metadata: { alt_text: { text: 'A cat' } } });
  expect(requests[1]?.path).toBe(`/x/2/media/upload/${ids[0]}/append`);
  expect((await published())[0]?.media).toEqual([
    { sha256: media[0]?.key, kind: 'image', mimeType: 'image/png', altText: 'A cat' },
    { sha256: media[1]?.key, kind: 'image', mimeType: 'image/png', altText: null },
  ]);
});

test('a video goes in chunks, is waited for, and arrives as it was', async () => {
  const { medium, file } = await film(9 * MB);
  const journal: JournalEntry[] = [];
  await walkRoom(connected, segmentOf(connected, { text: '', media: [medium] }), journal);
  const chunks = (await seen()).filter(({ path }) => path.endsWith('/append'));
  const parts = [0, 1, 2].map((index) => file.subarray(index * 4 * MB, (index + 1) * 4 * MB));
  expect(chunks.map(({ body }) => body)).toEqual(
    parts.map((bytes, index) => [
      { name: 'segment_index', value: String(index) },
      { name: 'media', filename: 'chunk', mimeType: 'video/mp4', bytes: bytes.length, sha256: sha256(bytes) },
    ]),
  );
  const checks = (await seen()).filter(({ operation }) => operation === 'GET /2/media/upload');
  expect(checks.length).toBeGreaterThan(0);
  expect(checks[0]?.query).toEqual({ command: 'STATUS', media_id: expect.stringMatching(/^\d{19}$/) });
  expect((await published())[0]?.media).toMatchObject([{ sha256: sha256(file), kind: 'video' }]);
  for (let length = 0; length < journal.length; length += 1) {
    const segment = segmentOf(connected, { text: '', media: [medium] });
    const next = room.next(segment, journal.slice(0, length), rooms.clock.now());
    if (next.do === 'call') expect(next.call.name).toBe(journal[length]?.name);
  }
});

test('a video that X cannot process is rejected, and begun anew after a retry', async () => {
  const bytes = Buffer.from('This is no film.');
  const medium = await rooms.keep(bytes, { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4' });
  const segment = segmentOf(connected, { media: [medium] });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toThrow('Unsupported video format.');
  const retried = journal.map((entry) => ({ ...entry, beforeRetry: true }));
  expect(room.next(segment, retried, rooms.clock.now())).toMatchObject({ call: { name: 'initialize_upload' } });
});

test.for([
  'POST /2/media/upload/initialize',
  'POST /2/media/upload/:id/append',
  'POST /2/media/upload/:id/finalize',
  'POST /2/media/metadata',
])('what "%s" answered may be lost, and one post is made', async (operation) => {
  const segment = segmentOf(connected, { text: 'Once', media: [await image('A cat')] });
  const account = connected.account.username;
  await rooms.sandbox.fault({ channel: 'x', account, operation, fault: 'drop_after_accept' });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  await walkRoom(connected, segment, journal);
  expect(await published()).toMatchObject([{ text: 'Once', media: [{ altText: 'A cat' }] }]);
});

/** Makes a post whose answer is lost, and looks for it as often as the room says. */
async function looksAfterLosing(facts: Partial<SegmentToPublish>): Promise<LookResult[]> {
  const segment = segmentOf(connected, facts);
  const journal: JournalEntry[] = [];
  const account = connected.account.username;
  await rooms.sandbox.fault({ channel: 'x', account, fault: 'drop_after_accept' });
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const lost = journal.at(-1) as JournalEntry;
  const [way] = room.lost[lost.name] ?? [];
  if (way?.by !== 'look') throw new Error('nothing looks for it');
  const looks: LookResult[] = [];
  for (const pauseMs of [0, ...way.pausesMs]) {
    rooms.clock.move(pauseMs);
    const { entry } = await makeCall(connected, way.call(lost, segment));
    looks.push(entry.result as LookResult);
  }
  return looks;
}

test('a lost post is not listed at once, and is found by its text and link', async () => {
  await walkRoom(connected, segmentOf(connected, { text: 'New & <fine>: example.com/1' }));
  const [atOnce, ...later] = await looksAfterLosing({ text: 'New & <fine>: example.com/2' });
  expect(atOnce).toEqual({ verdict: 'absent' });
  const id = (await published())[1]?.id;
  expect(later).toEqual(later.map(() => ({ verdict: 'found', result: { id } })));
  expect(later).toHaveLength(2);
});

test('a lost post with media is found by them, even where another says the same', async () => {
  await walkRoom(connected, segmentOf(connected, { text: 'Look', media: [await image()] }));
  const looks = await looksAfterLosing({ text: 'Look', media: [await image()] });
  const id = (await published())[1]?.id;
  expect(looks.slice(1)).toEqual(Array.from({ length: 4 }, () => ({ verdict: 'found', result: { id } })));
});
