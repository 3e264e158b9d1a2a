import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { JournalEntry, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { takeSeen } from '../../support/graph-rooms.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, segmentOf, walkRoom } from '../../support/walk-room.ts';
import { keepImage } from '../media-sentences.ts';
import { connect, everyone, keepFilm, make, room } from './at-sandbox.ts';
import { tiktokCase } from './case.ts';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

/** What TikTok is asked for while a segment is published, but for the looks at what it works on. */
async function askedWhile(connected: Connected, facts: Partial<SegmentToPublish>) {
  await takeSeen(rooms, 'tiktok');
  await walkRoom(connected, segmentOf(connected, facts));
  return (await takeSeen(rooms, 'tiktok')).filter(({ operation }) => !operation.includes('status'));
}

describe('what TikTok receives', () => {
  test('of a video: first what the account allows is asked, then it comes in chunks, in order', async () => {
    const connected = await connect(rooms);
    const film = await keepFilm(rooms, 11_000_000);
    const options = { ...tiktokCase.options, coverTimestampMs: 500 };
    const facts = { type: 'REEL', text: 'Gulls #sea', media: [film], options } as const;
    const [creator, init, first, last, ...more] = await askedWhile(connected, facts);
    expect(creator).toMatchObject({ path: '/tiktok/v2/post/publish/creator_info/query/', body: null });
    const post_info = {
      title: 'Gulls #sea',
      privacy_level: 'MUTUAL_FOLLOW_FRIENDS',
      disable_comment: true,
      disable_duet: true,
      disable_stitch: true,
      brand_content_toggle: true,
      brand_organic_toggle: true,
      is_aigc: true,
      video_cover_timestamp_ms: 500,
    };
    const source = { source: 'FILE_UPLOAD', video_size: 11_000_000, chunk_size: 5_500_000, total_chunk_count: 2 };
    expect(init).toMatchObject({
      path: '/tiktok/v2/post/publish/video/init/',
      body: { post_info, source_info: source },
    });
    expect(init?.headers['content-type']).toBe('application/json; charset=UTF-8');
    const ranges = [first, last].map((seen) => [seen?.headers['content-range'], seen?.headers['content-length']]);
    expect(ranges).toEqual([
      ['bytes 0-5499999/11000000', '5500000'],
      ['bytes 5500000-10999999/11000000', '5500000'],
    ]);
    expect([first, last].map((seen) => [seen?.status, seen?.headers.authorization])).toEqual([
      [206, undefined],
      [201, undefined],
    ]);
    expect(last?.headers['content-type']).toBe('video/mp4');
    expect(more).toEqual([]);
    const shown = (await rooms.sandbox.published()).find(({ account }) => account === connected.account.username);
    expect(shown).toMatchObject({ text: 'Gulls #sea', media: [{ sha256: film.key, kind: 'video' }] });
  });

  test('of photos: addresses to fetch them from, a title and a description', async () => {
    const connected = await connect(rooms);
    const media = [await keepImage(rooms, 'red'), await keepImage(rooms, 'blue')];
    const options = { ...everyone, photoTitle: 'Two', photoCoverIndex: 1, autoAddMusic: true };
    const [, init, ...more] = await askedWhile(connected, { text: 'Colours', media, options });
    const info = { title: 'Two', description: 'Colours', privacy_level: 'PUBLIC_TO_EVERYONE', auto_add_music: true };
    const source = { source: 'PULL_FROM_URL', photo_images: media.map(({ url }) => url), photo_cover_index: 1 };
    expect(init).toMatchObject({
      path: '/tiktok/v2/post/publish/content/init/',
      body: { media_type: 'PHOTO', post_mode: 'DIRECT_POST', post_info: info, source_info: source },
    });
    expect(more).toEqual([]);
  });
});

describe('what is lost on the way', () => {
  test.for(['drop_after_accept', 'server_error'])('a chunk with %s is made up for', async (fault) => {
    const connected = await connect(rooms);
    const segment = segmentOf(connected, { media: [await keepFilm(rooms, 11_000_000)], options: everyone });
    const journal: JournalEntry[] = [];
    await rooms.sandbox.fault({
      channel: 'tiktok',
      account: connected.account.username,
      fault,
      operation: 'PUT /video/',
    });
    await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
    expect(journal.at(-1)).toMatchObject({ name: 'upload_chunk', status: 'UNKNOWN' });
    await walkRoom(connected, segment, journal);
    const names = journal.map(({ name }) => name);
    expect(names.filter((name) => name === 'init_video')).toHaveLength(1);
    expect(names.filter((name) => name === 'upload_chunk')).toHaveLength(fault === 'server_error' ? 2 : 1);
    expect(names.filter((name) => name === 'upload_last_chunk')).toHaveLength(1);
  });

  test('photos that everyone sees are found by their text, others by nobody', async () => {
    const connected = await connect(rooms);
    const media = [await keepImage(rooms, 'red')];
    const lose = async (options: JsonObject, text: string) => {
      const segment = segmentOf(connected, { text, media, options });
      await rooms.sandbox.fault({ channel: 'tiktok', account: connected.account.username, fault: 'drop_after_accept' });
      const journal: JournalEntry[] = [];
      await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
      const lost = journal.at(-1) as JournalEntry;
      const [way] = room.lost[lost.name] ?? [];
      if (way?.by !== 'look') throw new Error('nothing looks for photos');
      rooms.clock.move(way.pausesMs[0] ?? 0);
      const { result } = await make(connected, way.call(lost, segment));
      return { result: result as { verdict: string; result?: { postId: string } }, absence: way.absence };
    };
    const found = await lose(everyone, 'Seen by all');
    const published = await rooms.sandbox.published();
    const [post] = published.filter(({ account }) => account === connected.account.username);
    expect(found.result).toMatchObject({ verdict: 'found', result: { postId: post?.id } });
    expect(await lose({ privacyLevel: 'SELF_ONLY' }, 'Mine')).toEqual({
      result: { verdict: 'undecided' },
      absence: 'no_proof',
    });
    expect((await lose(everyone, '')).result).toEqual({ verdict: 'undecided' });
  });
});
