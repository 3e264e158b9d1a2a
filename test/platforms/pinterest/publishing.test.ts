import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { JournalEntry, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { takeSeen } from '../../support/graph-rooms.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, makeCall, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { keepImage, keepVideo } from '../media-sentences.ts';
import { connect, publish, room, shared } from './at-sandbox.ts';
import { pinterestCase } from './case.ts';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

const bodies = async () => (await takeSeen(rooms, 'pinterest')).map(({ path, body }) => [path, body] as const);

describe('what Pinterest receives', () => {
  test('of a video: word of it, the file after all that was asked for with it, then the pin', async () => {
    const connected = await connect(rooms);
    const film = await keepVideo(rooms);
    await takeSeen(rooms, 'pinterest');
    await publish(rooms, connected, { media: [film], options: { ...pinterestCase.options, coverTimestampMs: 3_000 } });
    const [[registering, told], [uploading, sent], ...rest] = (await bodies()) as [string, unknown][] as [
      [string, unknown],
      [string, { name: string; value?: string; bytes?: number; sha256?: string }[]],
      ...[string, unknown][],
    ];
    expect([registering, told]).toEqual(['/pinterest/v5/media', { media_type: 'video' }]);
    expect(uploading).toBe('/pinterest/media-upload/');
    expect(sent.map(({ name }) => name)).toEqual([
      'x-amz-date',
      'x-amz-signature',
      'x-amz-security-token',
      'x-amz-algorithm',
      'key',
      'policy',
      'x-amz-credential',
      'Content-Type',
      'file',
    ]);
    expect(sent.at(-1)).toMatchObject({ filename: 'film.mp4', mimeType: 'video/mp4', sha256: film.key });
    const [, pin] = rest.at(-1) ?? [];
    expect(pin).toEqual({
      board_id: '549755885175',
      board_section_id: '549755885176',
      title: 'Gulls',
      description: 'A pin',
      link: 'https://example.com/gulls',
      alt_text: 'A grey film',
      dominant_color: '#6E7874',
      media_source: {
        source_type: 'video_id',
        media_id: expect.stringMatching(/^\d+$/),
        cover_image_key_frame_time: 3,
      },
    });
  });

  test('of an upload never the token of the account', async () => {
    const connected = await connect(rooms);
    await takeSeen(rooms, 'pinterest');
    await publish(rooms, connected, { media: [await keepVideo(rooms)] });
    const seen = await takeSeen(rooms, 'pinterest');
    const upload = seen.find(({ path }) => path.includes('media-upload'));
    expect(upload?.headers.authorization).toBeUndefined();
    expect(seen.filter(({ path }) => path.includes('/v5/')).every(({ headers }) => headers.authorization)).toBe(true);
  });
});

describe('a lost pin', () => {
  const look = async (connected: Connected, segment: SegmentToPublish, recorded: readonly string[] = []) => {
    await rooms.sandbox.fault({
      channel: 'pinterest',
      account: connected.account.username,
      fault: 'drop_after_accept',
    });
    const journal: JournalEntry[] = [];
    await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
    const lost = journal.at(-1) as JournalEntry;
    const [way] = room.lost.create_pin ?? [];
    if (way?.by !== 'look') throw new Error('nothing looks for a pin');
    expect(way.absence).toBe('no_proof');
    rooms.clock.move(way.pausesMs[0] ?? 0);
    const { name, request } = way.call(lost, segment);
    const session = { ...sessionOf(connected), isRecorded: (id: string) => recorded.includes(id) };
    return (await room.calls[name]?.make(request, session))?.result as { verdict: string; result?: { id: string } };
  };
  const published = async ({ account }: Connected) =>
    (await rooms.sandbox.published()).filter(
      ({ channel, account: name }) => channel === 'pinterest' && name === account.username,
    );

  test('is found on its board or in its section, and is never another segment’s', async () => {
    const connected = await connect(rooms);
    const media = [await keepImage(rooms, 'red')];
    const inSection = segmentOf(connected, { media, options: { ...shared, ...pinterestCase.options } });
    expect(await look(connected, inSection)).toMatchObject({ verdict: 'found' });
    const first = segmentOf(connected, { media, text: 'Twice', options: shared });
    expect(await look(connected, first)).toMatchObject({ verdict: 'found' });
    const mine = (await published(connected)).map(({ id }) => id);
    expect(await look(connected, { ...first, id: 'seg_2' }, mine)).toMatchObject({ verdict: 'found' });
    const all = (await published(connected)).map(({ id }) => id);
    expect((await look(connected, { ...first, id: 'seg_3' }, all)).result?.id).not.toBeOneOf(all);
  });

  test('is never the same pin of someone else on a board of both', async () => {
    const [ours, theirs] = [await connect(rooms), await connect(rooms)];
    const since = new Date(rooms.clock.now().getTime() - 60_000).toISOString();
    await publish(rooms, theirs, { text: 'On a board of both', options: shared });
    rooms.clock.move(5_000);
    const wanted = { since, ...shared, sectionId: null, title: '', description: 'On a board of both', link: '' };
    const seenBy = async (connected: Connected) =>
      (await makeCall(connected, { name: 'look_for_pin', kind: 'check', request: wanted })).entry.result;
    expect(await seenBy(theirs)).toMatchObject({ verdict: 'found' });
    expect(await seenBy(ours)).toMatchObject({ verdict: 'absent' });
  });

  test('with another title or link is another pin', async () => {
    const connected = await connect(rooms);
    const since = new Date(rooms.clock.now().getTime() - 60_000).toISOString();
    await publish(rooms, connected, { text: 'Same', options: { title: 'One', link: 'https://example.com/1' } });
    rooms.clock.move(5_000);
    const wanted = { since, boardId: shared.boardId, sectionId: null, title: 'One', description: 'Same' };
    const seen = async (more: JsonObject) => {
      const request = { ...wanted, link: 'https://example.com/1', ...more };
      const { entry } = await makeCall(connected, { name: 'look_for_pin', kind: 'check', request });
      return (entry.result as { verdict: string }).verdict;
    };
    expect(await seen({})).toBe('found');
    expect(await seen({ title: 'Two' })).toBe('absent');
    expect(await seen({ link: '' })).toBe('absent');
    expect(await seen({ since: rooms.clock.now().toISOString() })).toBe('absent');
  });
});
