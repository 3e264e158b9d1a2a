import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { type Connected, makeCall, segmentOf, walkRoom } from '../../support/walk-room.ts';
import { connectPage, photo, platform, video } from './page-at-sandbox.ts';

let rooms: RoomsAtSandbox;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterEach(async () => {
  await fetch(`${rooms.sandbox.url}/_faults`, { method: 'DELETE' });
});
afterAll(() => rooms[Symbol.asyncDispose]());

const plannedAt = '2026-11-22T12:00:00.000Z';
const post = (body: JsonObject) => ({ plannedAt, post: body });

async function failureOf(connected: Connected, name: string, request: JsonObject): Promise<PlatformFailure> {
  const { failure } = await makeCall(connected, { name, kind: 'prepare', request });
  if (failure === null) throw new Error(`${name} went well`);
  return failure;
}

const requests: readonly [string, string, JsonObject, Partial<PlatformFailure>][] = [
  ['an empty post', 'create_post', post({}), { kind: 'validation', message: expect.stringContaining('(#197)') }],
  ['a text over the limit', 'create_post', post({ message: 'a'.repeat(63_207) }), { kind: 'validation' }],
  ['no address', 'create_post', post({ message: 'a', link: 'nowhere' }), { kind: 'validation' }],
  ['a link to Facebook', 'create_post', post({ link: 'https://www.facebook.com/x' }), { kind: 'validation' }],
  [
    'an age that is none of five',
    'create_post',
    post({ message: 'a', targeting: { age_min: 14 } }),
    { kind: 'validation' },
  ],
  ['a photo of nobody', 'create_post', post({ attached_media: [{ media_fbid: '1' }] }), { kind: 'validation' }],
  ['a comment on nothing', 'create_comment', { plannedAt, objectId: '1', message: 'a' }, { kind: 'not_found' }],
  ['an address of nothing', 'read_permalink', { id: '1' }, { kind: 'not_found' }],
  ['a video of no size', 'start_video', { fileSize: 10 }, { kind: 'media_rejected' }],
  [
    'a session that is over',
    'publish_video',
    { plannedAt, videoId: '1', sessionId: '1', video: {} },
    { kind: 'transient' },
  ],
  [
    'a reel that was not sent',
    'publish_reel',
    { plannedAt, videoId: '1', sessionId: null, video: {} },
    { kind: 'validation' },
  ],
];

test.for(requests)('%s', async ([, name, request, expected]) => {
  const failure = await failureOf(await connectPage(rooms), name, request);
  expect(failure).toMatchObject({ happened: 'no', status: 400, ...expected });
});

test('a link to Facebook, with what to do', async () => {
  const failure = await failureOf(await connectPage(rooms), 'create_post', post({ link: 'https://facebook.com/x' }));
  expect(failure.message).toContain('Can’t share link: You can’t post Facebook.com links.');
  expect(failure.hint).toContain('Give a public address');
});

test('what is no photo', async () => {
  const connected = await connectPage(rooms);
  const medium = await rooms.keep(Buffer.from('no photo'), {});
  const failing = walkRoom(connected, segmentOf(connected, { media: [medium] }));
  await expect(failing).rejects.toMatchObject({ kind: 'media_rejected', hint: expect.stringContaining('JPEG') });
});

test('photos that another post shows already', async () => {
  const connected = await connectPage(rooms);
  const { medium } = await photo(rooms);
  const request = { medium: 0, key: medium.key, mimeType: 'image/jpeg', filename: 'a.jpg', altText: null };
  const { entry } = await makeCall(connected, { name: 'upload_photo', kind: 'prepare', request });
  const body = post({ attached_media: [{ media_fbid: (entry.result as { id: string }).id }] });
  await makeCall(connected, { name: 'create_post', kind: 'commit', request: body });
  expect(await failureOf(connected, 'create_post', body)).toMatchObject({ kind: 'duplicate', happened: 'no' });
});

test('a file at a wrong offset, in the words of the upload host', async () => {
  const connected = await connectPage(rooms);
  const bytes = await tinyMp4();
  const { key } = await video(rooms, bytes);
  const { entry } = await makeCall(connected, {
    name: 'start_upload',
    kind: 'prepare',
    request: { edge: 'video_reels' },
  });
  const request = { key, offset: 10, fileSize: bytes.length };
  const { failure } = await makeCall(connected, { name: 'send_file', kind: 'prepare', request }, [entry]);
  expect(failure).toMatchObject({ kind: 'media_rejected', message: expect.stringContaining('invalid offset') });
});

test('the thirty-first reel of a day', async () => {
  const connected = await connectPage(rooms);
  const medium = await video(rooms, await tinyMp4({ durationMs: 3_000 }));
  const segment = segmentOf(connected, { type: 'REEL', media: [medium] });
  for (let reel = 0; reel < 30; reel += 1) await walkRoom(connected, segment);
  await expect(walkRoom(connected, segment)).rejects.toMatchObject({ kind: 'rate_limited' });
  rooms.clock.move(86_400_000);
  await walkRoom(connected, segment);
});

test('a person’s token where a Page’s is needed', async () => {
  const connected = await connectPage(rooms);
  const credentials = { accessToken: 'sandbox-token-ada' };
  const failure = await failureOf({ ...connected, credentials }, 'create_post', post({ message: 'a' }));
  expect(failure).toMatchObject({ kind: 'permission', hint: expect.stringContaining('create content') });
});

test.for([
  ['rate_limited', { kind: 'rate_limited' }],
  ['media_rejected', { kind: 'media_rejected' }],
  ['duplicate', { kind: 'duplicate' }],
  ['token_expired', { kind: 'auth_revoked' }],
  ['token_revoked', { kind: 'auth_revoked' }],
  ['server_error', { kind: 'transient', happened: 'maybe' }],
] as const)('the fault %s', async ([fault, expected]) => {
  const connected = await connectPage(rooms);
  await rooms.sandbox.fault({ channel: 'facebook', fault });
  const failure = await walkRoom(connected, segmentOf(connected)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PlatformFailure);
  expect(failure).toMatchObject(expected);
  if (fault !== 'rate_limited') return;
  const waitMs = ((failure as PlatformFailure).retryAt?.getTime() ?? 0) - rooms.clock.now().getTime();
  expect(Math.round(waitMs / 10_000)).toBe(6);
});

test('a version that is over, and one that there is not yet', async () => {
  for (const version of ['v3.0', 'v99.0']) {
    const answer = await fetch(`${rooms.sandbox.url}/facebook/${version}/me/accounts`);
    expect(answer.status).toBe(400);
    expect(platform.failures.messageIn(await answer.json())).toMatch(/deprecated version|Unknown path components/);
  }
});
