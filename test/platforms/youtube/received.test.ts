import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/platforms/platform.ts';
import { picture } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { type Connected, makeCall, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { connect, keepFilm, room, seen } from './at-sandbox.ts';
import { youtubeCase } from './case.ts';

const KIB = 1024;
let rooms: RoomsAtSandbox;
let people = 0;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

const someone = (name = 'uploader') => connect(rooms, `${name}${people++}`);

/** A film with nothing at its end, to be as long as a test wants it. */
async function film(bytes: number) {
  const tiny = await tinyMp4();
  const free = Buffer.alloc(bytes - tiny.length);
  free.writeUInt32BE(free.length, 0);
  free.write('free', 4, 'latin1');
  return keepFilm(rooms, Buffer.concat([tiny, free]));
}

async function sentBy<Result>(calling: () => Promise<Result>) {
  await fetch(`${rooms.sandbox.url}/_requests`, { method: 'DELETE' });
  const result = await calling();
  return { result, requests: await seen(rooms) };
}

const root = async (connected: Connected, bytes: number, options: object = {}) =>
  segmentOf(connected, {
    text: 'What gulls do',
    media: [await film(bytes)],
    options: { title: 'Gulls', ...options },
  });

test('YouTube receives a session, chunks, a thumbnail and a playlist as documented', async () => {
  const connected = await someone();
  const [playlist] = (await room.choices.playlistId?.read(sessionOf(connected))) ?? [];
  expect(playlist).toEqual({ value: expect.stringMatching(/^PL/), label: 'Best of' });
  const { key, bytes } = await rooms.keep(await picture(1_280, 720).jpeg().toBuffer(), {});
  const card = { title: '', description: '' };
  rooms.card = { ...card, thumbnail: { key, mimeType: 'image/jpeg', bytes, width: 1_280, height: 720 } };
  const options = {
    ...youtubeCase.options,
    playlistId: playlist?.value ?? '',
    thumbnailUrl: 'https://example.com/a.jpg',
  };
  const segment = await root(connected, 9_000 * KIB, options);
  const { result, requests } = await sentBy(() => walkRoom(connected, { ...segment, type: 'REEL' }));
  const authorization = expect.stringMatching(/^Bearer sandbox-token-/);
  const [first, ...others] = requests;
  expect(first).toMatchObject({
    operation: 'POST /upload/youtube/v3/videos',
    query: { uploadType: 'resumable', part: 'snippet,status', notifySubscribers: 'false' },
    headers: { authorization, 'x-upload-content-length': String(9_000 * KIB), 'x-upload-content-type': 'video/mp4' },
    body: {
      snippet: {
        title: 'Gulls',
        description: 'What gulls do',
        categoryId: '15',
        tags: ['gulls', 'the sea'],
        defaultLanguage: 'en',
      },
      status: {
        privacyStatus: 'unlisted',
        selfDeclaredMadeForKids: false,
        license: 'creativeCommon',
        embeddable: false,
        containsSyntheticMedia: true,
      },
    },
  });
  const ranges = others
    .filter(({ operation }) => operation.startsWith('PUT'))
    .map(({ headers, body }) => ({
      range: headers['content-range'],
      type: headers['content-type'],
      bytes: (body as { bytes: number }).bytes,
    }));
  expect(ranges).toEqual([
    { range: 'bytes 0-8388607/9216000', type: 'video/mp4', bytes: 8_388_608 },
    { range: 'bytes 8388608-9175039/9216000', type: 'video/mp4', bytes: 786_432 },
    { range: 'bytes 9175040-9215999/9216000', type: 'video/mp4', bytes: 40_960 },
  ]);
  const videoId = result.remoteId ?? '';
  expect(others.slice(3, 6)).toMatchObject([
    {
      operation: 'POST /upload/youtube/v3/thumbnails/set',
      query: { videoId },
      headers: { 'content-type': 'image/jpeg' },
      body: { sha256: key },
    },
    {
      operation: 'POST /youtube/v3/playlistItems',
      query: { part: 'snippet' },
      body: { snippet: { playlistId: playlist?.value, resourceId: { kind: 'youtube#video', videoId } } },
    },
    { operation: 'GET /youtube/v3/videos', query: { part: 'status,processingDetails', id: videoId } },
  ]);
  expect(result.url).toMatch(new RegExp(`/shorts/${videoId}$`));
  const [shown] = (await rooms.sandbox.published()).filter(({ id }) => id === videoId);
  expect(shown).toMatchObject({
    media: [
      { sha256: segment.media[0]?.key, kind: 'video' },
      { sha256: key, kind: 'image' },
    ],
  });
});

test('a comment goes to the video, and is removed on its own', async () => {
  const connected = await someone();
  const video = await walkRoom(connected, await root(connected, 40 * KIB));
  const segment = segmentOf(connected, { text: 'First <3', position: 1, root: video, parent: video });
  const { result, requests } = await sentBy(() => walkRoom(connected, segment));
  expect(requests).toMatchObject([
    {
      operation: 'POST /youtube/v3/commentThreads',
      query: { part: 'snippet' },
      body: {
        snippet: {
          channelId: connected.account.remoteId,
          videoId: video.remoteId,
          topLevelComment: { snippet: { textOriginal: 'First <3' } },
        },
      },
    },
  ]);
  expect((await fetch(result.url ?? '')).status).toBe(200);
  expect(await room.remove(result, sessionOf(connected))).toBe('removed');
  expect(await room.remove({ ...result, remoteId: result.url }, sessionOf(connected))).toBe('already_gone');
  expect((await rooms.sandbox.published()).map(({ id }) => id)).toContain(video.remoteId);
});

test('a comment on a video of an app that is not audited is refused, with why', async () => {
  const connected = await someone('unaudited');
  const video = await walkRoom(connected, await root(connected, 40 * KIB, { privacy: 'public' }));
  const segment = segmentOf(connected, { text: 'First', position: 1, root: video, parent: video });
  const hint = expect.stringContaining('an app that Google has not audited');
  await expect(walkRoom(connected, segment)).rejects.toMatchObject({ kind: 'unsupported', happened: 'no', hint });
});

test('a lost comment is found by its words, among the account’s own', async () => {
  const connected = await someone();
  const video = await walkRoom(connected, await root(connected, 40 * KIB));
  const segment = segmentOf(connected, { text: 'First', position: 1, root: video, parent: video });
  await rooms.sandbox.fault({ channel: 'youtube', account: connected.account.username, fault: 'drop_after_accept' });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const [way] = room.lost.create_comment ?? [];
  if (way?.by !== 'look') throw new Error('nothing looks');
  const lost = journal.at(-1) as JournalEntry;
  rooms.clock.move(way.pausesMs[0] ?? 0);
  const { entry } = await makeCall(connected, way.call(lost, segment));
  const there = (await rooms.sandbox.published()).find(({ inReplyTo }) => inReplyTo === video.remoteId);
  expect(entry.result).toEqual({ verdict: 'found', result: { id: there?.id } });
  const other = { ...lost, request: { ...lost.request, text: 'Second' } };
  expect((await makeCall(connected, way.call(other, segment))).entry.result).toEqual({ verdict: 'absent' });
  expect(way.absence).toBe('no_proof');
});

test('an upload goes on where it stopped, in the same session, and begins anew in a new one when that is gone', async () => {
  const connected = await someone();
  const segment = await root(connected, 9_000 * KIB);
  const journal: JournalEntry[] = [];
  const fault = { channel: 'youtube', account: connected.account.username, operation: 'PUT /upload/youtube/v3/videos' };
  await rooms.sandbox.fault({ ...fault, fault: 'drop_after_accept' });
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  rooms.clock.move(8 * 86_400_000);
  const early = journal.map((entry) => ({ ...entry, startedAt: rooms.clock.now() }));
  const { requests } = await sentBy(() => walkRoom(connected, segment, early));
  const answers = requests.map(({ operation, status }) => [operation.split(' ')[0], status]);
  expect(answers.slice(0, 5)).toEqual([
    ['PUT', 404],
    ['POST', 200],
    ['PUT', 308],
    ['PUT', 308],
    ['PUT', 200],
  ]);
  const again: JournalEntry[] = [];
  await rooms.sandbox.fault({ ...fault, fault: 'server_error_after_accept' });
  await expect(walkRoom(connected, segment, again)).rejects.toMatchObject({ happened: 'maybe' });
  const resumed = await sentBy(() => walkRoom(connected, segment, again));
  expect(resumed.requests[0]?.headers['content-length']).toBe('0');
  const ranges = resumed.requests.map(({ headers }) => headers['content-range']);
  expect(ranges.slice(0, 3)).toEqual([
    'bytes */9216000',
    'bytes 8388608-9175039/9216000',
    'bytes 9175040-9215999/9216000',
  ]);
});

test('a lost last chunk whose session is gone is found among the uploads, or left to a person', async () => {
  const connected = await someone();
  const segment = await root(connected, 40 * KIB);
  await rooms.sandbox.fault({ channel: 'youtube', account: connected.account.username, fault: 'drop_after_accept' });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const lost = journal.pop() as JournalEntry;
  const [probe, list] = room.lost.send_last_chunk ?? [];
  if (probe?.by !== 'look' || list?.by !== 'look') throw new Error('nothing looks');
  const look = async (way: typeof probe, of = lost) =>
    (await makeCall(connected, way.call(of, segment), journal)).entry.result;
  const [video] = (await rooms.sandbox.published()).filter(({ account }) => account === connected.account.username);
  expect(await look(probe)).toMatchObject({ verdict: 'found', result: { id: video?.id } });
  rooms.clock.move(8 * 86_400_000);
  expect(await look(probe)).toEqual({ verdict: 'undecided', gone: true });
  expect(await look(list)).toEqual({ verdict: 'found', result: { id: video?.id } });
  const other = { ...lost, request: { ...lost.request, title: 'Terns' } };
  expect(await look(list, other)).toEqual({ verdict: 'absent' });
  expect(list.absence).toBe('no_proof');
});

test('a file that is no video, and one too long for the channel, fail with what YouTube says', async () => {
  const connected = await someone();
  const media = [await keepFilm(rooms, Buffer.from('not a film'))];
  const segment = segmentOf(connected, { media, options: { title: 'Gulls' } });
  await expect(walkRoom(connected, segment)).rejects.toThrow('the file is no video that YouTube knows');
  const unverified = await someone('unverified');
  const long = await rooms.keep(await tinyMp4({ durationMs: 1_000 }), { kind: 'VIDEO', durationMs: 900_001 });
  const tooLong = segmentOf(unverified, { media: [long], options: { title: 'Gulls' } });
  await expect(walkRoom(unverified, tooLong)).rejects.toThrow('not verified');
});
