import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { MediumToPublish } from '../../../src/platforms/platform.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, makeCall, segmentOf, walkRoom } from '../../support/walk-room.ts';
import { keepImage, keepVideo } from '../media-sentences.ts';
import { begin, connect, everyone, failureOf, keepFilm, make } from './at-sandbox.ts';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

function credentialsOf(name: string) {
  return { accessToken: `sandbox-token-${name}`, accessExpiresAt: new Date().toISOString(), refreshToken: null };
}

describe('a refusal', () => {
  const film = () => keepVideo(rooms);

  test.for([
    ['of a banned account comes with a 200', 'banned-ada', 'policy_blocked', /answered 200: User is banned/],
    [
      'of a level that a private account has not',
      'private-ada',
      null,
      /not offer PUBLIC_TO_EVERYONE .* FOLLOWER_OF_CREATOR/,
    ],
    ['of an app that is not audited', 'unaudited-ada', 'permission', /review our integration guidelines/],
  ] as const)('%s', async ([, name, kind, message]) => {
    const connected =
      name === 'banned-ada'
        ? { ...(await connect(rooms)), credentials: credentialsOf(name) }
        : await connect(rooms, name);
    const publishing = walkRoom(connected, segmentOf(connected, { media: [await film()], options: everyone }));
    await expect(publishing).rejects.toMatchObject({
      message: expect.stringMatching(message),
      ...(kind ? { kind } : {}),
    });
  });

  test.for([
    ['a level that was withdrawn', { privacyLevel: 'FOLLOWER_OF_CREATOR' }, 'validation', /Privacy level/],
    ['branded content that is private', { privacyLevel: 'SELF_ONLY', paidPartnership: true }, 'validation', /Branded/],
  ] as const)('of %s', async ([, options, kind, message]) => {
    const connected = await connect(rooms);
    const call = begin(rooms, segmentOf(connected, { media: [await film()], options: { ...everyone } }));
    const { body } = call.request as { body: { post_info: JsonObject; source_info: JsonObject } };
    const post_info = {
      ...body.post_info,
      privacy_level: options.privacyLevel,
      brand_content_toggle: 'paidPartnership' in options,
    };
    const failure = await failureOf(make(connected, { ...call, request: { body: { ...body, post_info } } }));
    expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  test('of photos at an address that is not the app’s, and of photos that are none', async () => {
    const connected = await connect(rooms);
    const image = await keepImage(rooms, 'red');
    const elsewhere = segmentOf(connected, {
      media: [{ ...image, url: 'https://example.com/a.jpg' }],
      options: everyone,
    });
    await expect(make(connected, begin(rooms, elsewhere))).rejects.toMatchObject({ kind: 'permission' });
    const gone = segmentOf(connected, { media: [{ ...image, url: `${image.url}x` }], options: everyone });
    await expect(walkRoom(connected, gone)).rejects.toThrow('TikTok could not fetch the media.');
  });

  test('of a video that is none, too long or too narrow, comes while it is processed', async () => {
    const text = await rooms.keep(Buffer.from('not a film'), { kind: 'VIDEO', mimeType: 'video/mp4' });
    const connected = await connect(rooms, 'private-bea');
    const publish = (media: MediumToPublish) =>
      walkRoom(connected, segmentOf(connected, { media: [media], options: { privacyLevel: 'SELF_ONLY' } }));
    await expect(publish(text)).rejects.toThrow('TikTok does not take the format of a file.');
    const long = { ...(await keepFilm(rooms, 0, { durationMs: 181_000 })), durationMs: null };
    await expect(publish(long)).rejects.toThrow('TikTok does not take the length of the video.');
    const narrow = await keepFilm(rooms, 0, { width: 358 });
    await expect(publish(narrow)).rejects.toThrow('TikTok does not take the width and height');
  });

  test('of the sixteenth post in a day, and of the seventh beginning in a minute', async () => {
    const connected = await connect(rooms);
    const segment = segmentOf(connected, { media: [await keepImage(rooms, 'red')], options: everyone });
    const call = begin(rooms, segment);
    const outcomes: string[] = [];
    for (let post = 0; post < 17; post += 1) {
      const { failure } = await makeCall(connected, call);
      outcomes.push(failure?.kind ?? 'done');
      if (failure?.kind === 'rate_limited') rooms.clock.move(60_000);
    }
    expect(outcomes.indexOf('rate_limited')).toBeGreaterThanOrEqual(6);
    expect(outcomes.filter((kind) => kind === 'done')).toHaveLength(15);
    const walking = walkRoom(connected, { ...segment, id: 'seg_other' });
    await expect(walking).rejects.toMatchObject({ kind: 'quota_exhausted', status: 200, happened: 'no' });
  });

  test('of an upload: out of order, over, or not known', async () => {
    const connected = await connect(rooms);
    const media = await keepFilm(rooms, 11_000_000);
    const begun = await make(connected, begin(rooms, segmentOf(connected, { media: [media], options: everyone })));
    const { publishId } = begun.result as { publishId: string };
    const range = {
      publishId,
      key: media.key,
      mimeType: 'video/mp4',
      first: 5_500_000,
      last: 10_999_999,
      total: 11_000_000,
    };
    const send = (request: JsonObject) =>
      failureOf(make(connected, { name: 'upload_chunk', kind: 'prepare', request }, [begun]));
    expect(await send(range)).toMatchObject({ status: 416, kind: 'transient', happened: 'no' });
    expect(await send({ ...range, mimeType: 'text/plain' })).toMatchObject({ status: 400, kind: 'validation' });
    rooms.clock.move(60 * 60_000);
    expect(await send(range)).toMatchObject({ status: 403, kind: 'transient', happened: 'no' });
    begun.secret = String(begun.secret).replace(/upload_token=.*/, 'upload_token=none');
    expect(await send(range)).toMatchObject({ status: 404, kind: 'transient' });
  });

  test('of a look at what is not there, or another’s', async () => {
    const [ada, bea] = [await connect(rooms), await connect(rooms)];
    const look = (connected: Connected, publishId: string) =>
      make(connected, { name: 'check_status', kind: 'check', request: { publishId } });
    await expect(look(ada, 'v_pub_file~v2-1.1')).rejects.toMatchObject({ kind: 'not_found' });
    const segment = segmentOf(bea, { media: [await film()], options: everyone });
    const { result } = await make(bea, begin(rooms, segment));
    await expect(look(ada, (result as { publishId: string }).publishId)).rejects.toMatchObject({ kind: 'permission' });
  });
});
