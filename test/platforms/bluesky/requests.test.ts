import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { publishingRooms } from '../../../src/platforms/index.ts';
import type { JournalEntry, PublishingRoom } from '../../../src/platforms/platform.ts';
import { picture } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { type Connected, connectRoom, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { blueskyCase } from './case.ts';

type Seen = {
  operation: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: JsonObject & { record: JsonObject };
};

const room = publishingRooms.get('bluesky') as PublishingRoom;
let rooms: RoomsAtSandbox;
let connected: Connected;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
  connected = await connectRoom({ platform: room, rooms, input: blueskyCase.login(rooms.sandbox.url, 'asked').input });
});
afterAll(() => rooms[Symbol.asyncDispose]());
beforeEach(async () => {
  await fetch(`${rooms.sandbox.url}/_requests`, { method: 'DELETE' });
});

async function seen(): Promise<Seen[]> {
  return (await (await fetch(`${rooms.sandbox.url}/_requests?channel=bluesky`)).json()) as Seen[];
}

/** The operations that were asked for, each once: how often a video is looked at depends on the time. */
const operations = (requests: readonly Seen[]) => [...new Set(requests.map(({ operation }) => operation))];

test('an image is sent as it is, and the record names it', async () => {
  const medium = await rooms.keep(await picture(8, 6).png().toBuffer(), {
    mimeType: 'image/png',
    width: 8,
    height: 6,
    altText: 'Grey',
  });
  await walkRoom(connected, segmentOf(connected, { text: '', media: [medium] }));
  const [upload, put, ...more] = await seen();
  expect(more).toEqual([]);
  expect(upload).toMatchObject({
    operation: 'com.atproto.repo.uploadBlob',
    headers: { 'content-type': 'image/png', 'content-length': String(medium.bytes) },
    body: { sha256: medium.key, bytes: medium.bytes },
  });
  const image = { $type: 'blob', ref: { $link: expect.stringMatching(/^bafkrei/) }, mimeType: 'image/png' };
  expect(put?.body.record).toMatchObject({
    text: '',
    embed: {
      $type: 'app.bsky.embed.images',
      images: [{ image: { ...image, size: medium.bytes }, alt: 'Grey', aspectRatio: { width: 8, height: 6 } }],
    },
  });
});

test('a video goes to the video service, with a token for the account’s own server', async () => {
  const facts = { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'a film.mp4' } as const;
  const medium = await rooms.keep(await tinyMp4({ durationMs: 200 }), facts);
  const journal: JournalEntry[] = [];
  await walkRoom(connected, segmentOf(connected, { media: [medium] }), journal);
  const requests = await seen();
  expect(operations(requests)).toEqual([
    'com.atproto.server.getServiceAuth',
    'app.bsky.video.uploadVideo',
    'app.bsky.video.getJobStatus',
    'com.atproto.repo.putRecord',
  ]);
  const [asked, upload, look] = requests;
  expect(asked?.query).toMatchObject({ aud: 'did:web:127.0.0.1', lxm: 'com.atproto.repo.uploadBlob' });
  expect(upload?.query).toEqual({ did: connected.account.remoteId, name: 'a film.mp4' });
  expect(upload?.headers).toMatchObject({ 'content-type': 'video/mp4' });
  expect(upload?.headers.authorization).not.toBe(asked?.headers.authorization);
  expect(look?.headers.authorization).toBeUndefined();
  expect(JSON.stringify(journal)).not.toContain(upload?.headers.authorization?.replace('Bearer ', ''));
});

describe('a card', () => {
  const link = { url: 'https://example.com/a', title: null, description: null, thumbnailUrl: null };

  test('has its picture as a blob, and goes without where the server refuses it', async () => {
    const { key, bytes } = await rooms.keep(await picture(8, 6).jpeg().toBuffer(), {});
    const thumbnail = { key, mimeType: 'image/jpeg', bytes, width: 8, height: 6 };
    rooms.card = { title: 'A page', description: 'What it says', thumbnail };
    const external = { uri: link.url, title: 'A page', description: 'What it says' };
    await walkRoom(connected, segmentOf(connected, { text: 'Read', link }));
    rooms.card = { ...rooms.card, thumbnail: { ...thumbnail, key: '0'.repeat(64) } };
    await walkRoom(connected, segmentOf(connected, { text: 'Read this', link }));
    const requests = await seen();
    expect(requests.map(({ operation }) => operation)).toEqual([
      'com.atproto.repo.uploadBlob',
      'com.atproto.repo.putRecord',
      'com.atproto.repo.putRecord',
    ]);
    expect(requests[1]?.body.record.embed).toMatchObject({
      external: { ...external, thumb: { mimeType: 'image/jpeg' } },
    });
    expect(requests[2]?.body.record.embed).toEqual({ $type: 'app.bsky.embed.external', external });
  });
});

test('a gate is written after its post, and leaves with it', async () => {
  const options = { replyGate: ['nobody'] };
  const published = await walkRoom(connected, segmentOf(connected, { options }));
  expect(await room.remove(published, sessionOf(connected))).toBe('removed');
  expect(await room.remove(published, sessionOf(connected))).toBe('already_gone');
  const requests = await seen();
  const writes = requests.filter(({ operation }) => /put|delete/.test(operation));
  expect(writes.map(({ operation, body }) => [operation.replace('com.atproto.repo.', ''), body.collection])).toEqual([
    ['putRecord', 'app.bsky.feed.post'],
    ['putRecord', 'app.bsky.feed.threadgate'],
    ['deleteRecord', 'app.bsky.feed.post'],
    ['deleteRecord', 'app.bsky.feed.threadgate'],
    ['deleteRecord', 'app.bsky.feed.threadgate'],
  ]);
});

test('a video that cannot be processed fails with what the service says', async () => {
  const film = await tinyMp4({ durationMs: 200 });
  const torn = Buffer.concat([film.subarray(0, 32), Buffer.from('torn')]);
  const medium = await rooms.keep(torn, { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'a.mp4' });
  const publishing = walkRoom(connected, segmentOf(connected, { media: [medium] }));
  await expect(publishing).rejects.toThrow('The video could not be processed: encoding failed.');
});

test.for([
  ['BlobNotFound', { ref: { $link: 'bafkreiaaaa' } }],
  ['InvalidMimeType', { mimeType: 'image/gif' }],
  ['InvalidSize', { size: 7 }],
] as const)('%s is sorted as rejected media', async ([, more]) => {
  const medium = await rooms.keep(await picture(8, 6).png().toBuffer(), { mimeType: 'image/png' });
  const segment = segmentOf(connected, { media: [medium] });
  const journal: JournalEntry[] = [];
  await walkRoom(connected, segment, journal);
  const { request } = journal.at(-1) as JournalEntry;
  const embed = (request.record as JsonObject).embed as { images: { image: JsonObject; alt: string }[] };
  const images = embed.images.map((shown) => ({ ...shown, image: { ...shown.image, ...more } }));
  const wrong = { ...request, record: { ...(request.record as JsonObject), embed: { ...embed, images } } };
  const again = room.calls.put_post?.make(wrong as JsonObject, sessionOf(connected));
  await expect(again).rejects.toMatchObject({ kind: 'media_rejected', happened: 'no' });
});
