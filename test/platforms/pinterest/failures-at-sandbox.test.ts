import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import type { JournalEntry, MediumToPublish } from '../../../src/platforms/platform.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { type Connected, makeCall, segmentOf, walkRoom } from '../../support/walk-room.ts';
import { keepImage, keepVideo } from '../media-sentences.ts';
import { connect, publish, shared } from './at-sandbox.ts';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

async function failureOf(calling: Promise<unknown>): Promise<PlatformFailure> {
  const failure = await calling.catch((error: unknown) => error);
  if (failure instanceof PlatformFailure) return failure;
  throw new Error(`no failure, but ${String(failure)}`);
}

describe('a refusal', () => {
  const cases: [string, (connected: Connected) => Promise<unknown>, string, RegExp][] = [
    [
      'of a board that is not there',
      (one) => publish(rooms, one, { options: { boardId: '1' } }),
      'not_found',
      /Board not found/,
    ],
    [
      'of a section of another board',
      (one) => publish(rooms, one, { options: { boardSectionId: '1' } }),
      'not_found',
      /section/,
    ],
    [
      'of a text that is too long',
      (one) => publish(rooms, one, { text: 'a'.repeat(801) }),
      'validation',
      /description/,
    ],
  ];
  test.for(cases)('%s', async ([, provoke, kind, message]) => {
    const failure = await failureOf(provoke(await connect(rooms)));
    expect(failure).toMatchObject({ kind, happened: 'no', message: expect.stringMatching(message) });
  });

  test('of a link that leads nowhere', async () => {
    const media_source = { source_type: 'image_url', url: (await keepImage(rooms, 'red')).url };
    const pin = { board_id: shared.boardId, link: 'http://localhost', media_source };
    const request = { plannedAt: new Date().toISOString(), pin };
    const { failure } = await makeCall(await connect(rooms), { name: 'create_pin', kind: 'commit', request });
    expect(failure).toMatchObject({ kind: 'validation', message: expect.stringContaining('invalid URL') });
  });

  test.for([
    ['an app on trial', 'trial-ada', 'permission', /Standard access/],
    ['an account in review', 'review-ada', 'policy_blocked', /business hub/],
  ] as const)('of %s says what to do', async ([, name, kind, hint]) => {
    const failure = await failureOf(publish(rooms, await connect(rooms, name), {}));
    expect(failure).toMatchObject({ kind, hint: expect.stringMatching(hint) });
  });

  test('of images that cannot be fetched, are none, or differ in size', async () => {
    const connected = await connect(rooms);
    const image = await keepImage(rooms, 'red');
    const gone = failureOf(publish(rooms, connected, { media: [{ ...image, url: `${image.url}x` }] }));
    expect(await gone).toMatchObject({ kind: 'media_fetch_failed' });
    const text = await rooms.keep(Buffer.from('no image'), {});
    expect(await failureOf(publish(rooms, connected, { media: [text] }))).toMatchObject({ kind: 'media_rejected' });
    const wide = sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } });
    const other = await rooms.keep(await wide.jpeg().toBuffer(), {});
    expect(await failureOf(publish(rooms, connected, { media: [image, other] }))).toMatchObject({
      kind: 'media_rejected',
    });
  });

  test('of a video that is too short comes while it is processed, and of one that is not up at once', async () => {
    const connected = await connect(rooms);
    const facts = { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'short.mp4' } as const;
    const short: MediumToPublish = await rooms.keep(await tinyMp4({ durationMs: 1_000 }), facts);
    await expect(publish(rooms, connected, { media: [short] })).rejects.toThrow(
      'Pinterest could not process short.mp4.',
    );
    const plannedAt = new Date().toISOString();
    const media_source = { source_type: 'video_id', media_id: '1', cover_image_key_frame_time: 0 };
    const request = { plannedAt, pin: { board_id: shared.boardId, media_source } };
    const { failure } = await makeCall(connected, { name: 'create_pin', kind: 'commit', request });
    expect(failure).toMatchObject({ kind: 'not_found' });
  });

  test('of an upload without what was asked for with it is begun afresh by the room', async () => {
    const connected = await connect(rooms);
    const media = [await keepVideo(rooms)];
    const segment = segmentOf(connected, { media, options: shared });
    const { entry } = await makeCall(connected, { name: 'register_media', kind: 'prepare', request: {} });
    const { url, parameters } = entry.secret as { url: string; parameters: JsonObject };
    const journal: JournalEntry[] = [{ ...entry, secret: { url, parameters: { ...parameters, policy: 'another' } } }];
    for (const _ of [1, 2])
      await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({
        kind: 'transient',
        status: 403,
        happened: 'no',
      });
    await walkRoom(connected, segment, journal);
    expect(journal.filter(({ name }) => name === 'register_media')).toHaveLength(2);
  });

  test('of the hundred and first pin in a minute tells when it ends', async () => {
    const connected = await connect(rooms);
    const start = rooms.clock.now().getTime();
    rooms.clock.move(60_000 - (start % 60_000));
    const gone = {
      name: 'create_pin',
      kind: 'commit',
      request: { plannedAt: new Date().toISOString(), pin: {} },
    } as const;
    const pin = { board_id: '1', media_source: { source_type: 'pin_url' } };
    const call = { ...gone, request: { ...gone.request, pin } };
    for (let post = 0; post < 100; post += 1) await makeCall(connected, call);
    const { failure } = await makeCall(connected, call);
    expect(failure?.kind).toBe('rate_limited');
    const waitMs = (failure?.retryAt?.getTime() ?? 0) - rooms.clock.now().getTime();
    expect(waitMs).toBeGreaterThan(30_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });
});
