import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/platforms/platform.ts';
import { makers } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { connectPage, photo, platform, seen, sha256, shownOf, video } from './page-at-sandbox.ts';

const MIB = 1024 * 1024;

let rooms: RoomsAtSandbox;
let upright: Buffer;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
  upright = await tinyMp4({ durationMs: 4_000, width: 90, height: 160 });
});
afterAll(() => rooms[Symbol.asyncDispose]());

test('a text with a link is one post, whose card Facebook makes', async () => {
  const connected = await connectPage(rooms);
  const link = { url: 'https://example.com/page', title: 'Ours', description: null, thumbnailUrl: null };
  const options = { placeId: '110774245616525', targetCountries: ['NO'], targetMinimumAge: 18 };
  const published = await walkRoom(connected, segmentOf(connected, { link, options }));
  const [post, read] = await seen(rooms);
  expect(post).toMatchObject({
    operation: 'POST feed',
    path: `/facebook/v25.0/${connected.account.remoteId}/feed`,
    headers: { authorization: expect.stringMatching(/^OAuth sandbox-token-/) },
    body: {
      message: 'Hello',
      link: 'https://example.com/page',
      place: '110774245616525',
      targeting: { geo_locations: { countries: ['NO'] }, age_min: 18 },
    },
  });
  expect(read).toMatchObject({ operation: 'GET object', query: { fields: 'id,permalink_url' } });
  const [shown] = await shownOf(connected);
  expect(shown).toMatchObject({ url: published.url, card: { url: 'https://example.com/page' } });
  expect(published.remoteId).toMatch(new RegExp(`^${connected.account.remoteId}_\\d+$`));
});

test('photos are sent first, unseen, with their alt texts; one post then shows them in order', async () => {
  const connected = await connectPage(rooms);
  const [one, two] = [await photo(rooms, { altText: 'A cat' }), await photo(rooms, { make: makers.png.make })];
  await walkRoom(connected, segmentOf(connected, { media: [one.medium, two.medium] }));
  const [first, second, post] = await seen(rooms);
  expect(first).toMatchObject({
    operation: 'POST photos',
    body: [
      { name: 'published', value: 'false' },
      { name: 'alt_text_custom', value: 'A cat' },
      { name: 'source', filename: 'photo.jpg', mimeType: 'image/jpeg', sha256: sha256(one.bytes) },
    ],
  });
  expect(second?.body).toHaveLength(2);
  expect(post).toMatchObject({ body: { message: 'Hello', attached_media: [{ media_fbid: expect.any(String) }, {}] } });
  const [shown] = await shownOf(connected);
  expect(shown?.media).toMatchObject([
    { sha256: sha256(one.bytes), altText: 'A cat' },
    { sha256: sha256(two.bytes), altText: null },
  ]);
});

test('a video goes in the chunks that Facebook names; it is published when Facebook is done with it', async () => {
  const connected = await connectPage(rooms);
  const bytes = Buffer.concat([upright, Buffer.alloc(2 * MIB)]);
  const options = { title: 'A film', targetMinimumAge: 21, placeId: '1' };
  const published = await walkRoom(connected, segmentOf(connected, { media: [await video(rooms, bytes)], options }));
  const [start, one, two, three, check, finish, ...looks] = await seen(rooms);
  expect(start).toMatchObject({ body: { upload_phase: 'start', file_size: String(bytes.length) } });
  const session = { name: 'upload_session_id', value: expect.any(String) };
  const phase = { name: 'upload_phase', value: 'transfer' };
  const chunk = (first: number, last: number) => [
    phase,
    session,
    { name: 'start_offset', value: String(first) },
    { name: 'video_file_chunk', sha256: sha256(bytes.subarray(first, last)) },
  ];
  expect([one, two, three]).toMatchObject([
    { body: chunk(0, MIB) },
    { body: chunk(MIB, 2 * MIB) },
    { body: chunk(2 * MIB, bytes.length) },
  ]);
  expect(check).toMatchObject({ query: { fields: 'status,permalink_url' } });
  expect(finish?.body).toEqual({
    upload_phase: 'finish',
    upload_session_id: expect.any(String),
    description: 'Hello',
    title: 'A film',
    targeting: { age_min: 21 },
  });
  expect(new Set(looks.map(({ operation }) => operation))).toEqual(new Set(['GET object']));
  expect(await shownOf(connected)).toMatchObject([
    { id: published.remoteId, url: published.url, text: 'Hello', media: [{ sha256: sha256(bytes), kind: 'video' }] },
  ]);
});

test('a reel goes to the address that Facebook gives, which the journal keeps secret', async () => {
  const connected = await connectPage(rooms);
  const options = { title: 'A reel', placeId: '110774245616525' };
  const segment = segmentOf(connected, { type: 'REEL', media: [await video(rooms, upright)], options });
  const journal: JournalEntry[] = [];
  const published = await walkRoom(connected, segment, journal);
  const [start, file, check, finish] = await seen(rooms);
  expect(start).toMatchObject({ operation: 'POST video_reels', body: { upload_phase: 'start' } });
  expect(file).toMatchObject({
    path: expect.stringMatching(/^\/facebook\/video-upload\/v25\.0\/\d+$/),
    headers: {
      authorization: expect.stringMatching(/^OAuth /),
      offset: '0',
      file_size: String(upright.length),
    },
    body: { sha256: sha256(upright) },
  });
  expect(check).toMatchObject({ operation: 'GET object' });
  expect(finish?.body).toEqual({
    upload_phase: 'finish',
    video_id: published.remoteId,
    video_state: 'PUBLISHED',
    description: 'Hello',
    title: 'A reel',
    place: '110774245616525',
  });
  expect(published.url).toBe(`${connected.account.webUrl}/reel/${published.remoteId}`);
  expect(JSON.stringify(journal.map(({ request, result }) => ({ request, result })))).not.toContain('video-upload');
  const comment = segmentOf(connected, { text: 'First!', position: 1, root: published, parent: published });
  await walkRoom(connected, comment);
  expect(await shownOf(connected)).toMatchObject([{ id: published.remoteId }, { inReplyTo: published.remoteId }]);
  expect(await platform.remove(published, sessionOf(connected))).toBe('removed');
  expect(await shownOf(connected)).toEqual([]);
});

test('each medium of a story is a story: a photo cannot be removed again, a video can', async () => {
  const connected = await connectPage(rooms);
  const { bytes, medium } = await photo(rooms);
  const still = await walkRoom(connected, segmentOf(connected, { type: 'STORY', text: '', media: [medium] }));
  const film = segmentOf(connected, { type: 'STORY', text: '', position: 1, media: [await video(rooms, upright)] });
  const moving = await walkRoom(connected, film);
  const operations = (await seen(rooms)).map(({ operation, body }) => [
    operation,
    (body as Record<string, string>)?.upload_phase,
  ]);
  expect(operations).toEqual([
    ['POST photos', undefined],
    ['POST photo_stories', undefined],
    ['POST video_stories', 'start'],
    ['POST video-upload', undefined],
    ['GET object', undefined],
    ['POST video_stories', 'finish'],
  ]);
  expect(still.url).toBe(`${connected.account.webUrl}/stories/${still.remoteId}`);
  rooms.clock.move(5_000);
  expect(await shownOf(connected)).toMatchObject([
    { id: still.remoteId, media: [{ sha256: sha256(bytes) }] },
    { id: moving.remoteId, media: [{ sha256: sha256(upright) }] },
  ]);
  await expect(platform.remove(still, sessionOf(connected))).rejects.toMatchObject({
    kind: 'unsupported',
    message: expect.stringContaining('photo story'),
  });
  expect(await platform.remove(moving, sessionOf(connected))).toBe('removed');
  expect(await shownOf(connected)).toHaveLength(1);
});
