import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { PlatformFailure } from '../../../src/platforms/failure.ts';
import type { Credentials } from '../../../src/platforms/instagram/credentials.ts';
import { instagram } from '../../../src/platforms/instagram/index.ts';
import type { JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { authorise, lineTo, roomOf, takeSeen } from '../../support/graph-rooms.ts';
import { makers } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { type Connected, connectRoom, makeCall, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';

const DAY = 86_400_000;
const platform = roomOf('instagram');
const { connecting } = instagram.publishing;
let rooms: RoomsAtSandbox;
let image: MediumToPublish;
let video: MediumToPublish;
let people = 0;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
  image = await rooms.keep(await makers.jpeg.make(), { altText: 'A gull' });
  const film = { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4', durationMs: 4_000 } as const;
  video = await rooms.keep(await tinyMp4({ durationMs: 4_000, width: 90, height: 160 }), film);
});
afterEach(async () => {
  await fetch(`${rooms.sandbox.url}/_faults`, { method: 'DELETE' });
});
afterAll(() => rooms[Symbol.asyncDispose]());

async function connect(): Promise<Connected> {
  const connected = await connectRoom({ platform, rooms, input: { accessToken: `sandbox-token-i${people++}` } });
  await takeSeen(rooms, 'instagram');
  return connected;
}

async function failureOf(connected: Connected, name: string, request: JsonObject): Promise<PlatformFailure> {
  const { failure } = await makeCall(connected, { name, kind: 'prepare', request });
  if (failure === null) throw new Error(`${name} went well`);
  return failure;
}

async function formsOf(connected: Connected, given: Partial<SegmentToPublish>): Promise<unknown[]> {
  await walkRoom(connected, segmentOf(connected, given));
  const seen = await takeSeen(rooms, 'instagram');
  return seen.flatMap(({ operation, body }) => (operation === 'POST media' ? [body] : []));
}

test('an image is a container, published, with the token among the parameters', async () => {
  const connected = await connect();
  const accessToken = `sandbox-token-${connected.account.username}`;
  const options = { collaborators: ['@grace'], userTags: ['lin'], locationId: '7', aiGenerated: true };
  const published = await walkRoom(connected, segmentOf(connected, { media: [image], options }));
  const id = connected.account.remoteId;
  expect(await takeSeen(rooms, 'instagram')).toMatchObject([
    {
      path: `/instagram/v25.0/${id}/content_publishing_limit`,
      query: { fields: 'quota_usage,config', access_token: accessToken },
    },
    {
      path: `/instagram/v25.0/${id}/media`,
      body: {
        image_url: image.url,
        caption: 'Hello',
        alt_text: 'A gull',
        collaborators: '["grace"]',
        user_tags: '[{"username":"lin","x":0.5,"y":0.5}]',
        location_id: '7',
        is_ai_generated: 'true',
        access_token: accessToken,
      },
    },
    { operation: 'GET /:id', query: { fields: 'status_code,status' } },
    { path: `/instagram/v25.0/${id}/media_publish`, body: { creation_id: expect.stringMatching(/^\d+$/) } },
    { path: `/instagram/v25.0/${published.remoteId}`, query: { fields: 'id,permalink' } },
  ]);
  expect(published.url).toContain('/p/');
});

test('reels, stories and carousels of both are taken as they are sent', async () => {
  const connected = await connect();
  const options = { trialReel: 'MANUAL', shareToFeed: false, thumbOffsetMs: 500, userTags: ['lin'] };
  expect(await formsOf(connected, { type: 'REEL', media: [video], options })).toMatchObject([
    { media_type: 'REELS', video_url: video.url, share_to_feed: 'false', thumb_offset: '500' },
  ]);
  expect(await formsOf(connected, { type: 'STORY', media: [video] })).toMatchObject([{ media_type: 'STORIES' }]);
  expect(await formsOf(connected, { type: 'STORY', media: [image] })).toMatchObject([{ image_url: image.url }]);
  expect(await formsOf(connected, { media: [video, image] })).toMatchObject([
    { media_type: 'VIDEO', is_carousel_item: 'true' },
    { image_url: image.url, alt_text: 'A gull', is_carousel_item: 'true' },
    { media_type: 'CAROUSEL', children: expect.stringMatching(/^\d+,\d+$/), caption: 'Hello' },
  ]);
});

test('what follows is a comment on the root, and one whose answer was lost is found', async () => {
  const connected = await connect();
  const root = await walkRoom(connected, segmentOf(connected, { media: [image] }));
  const segment = segmentOf(connected, { text: 'First! 🙂', media: [], position: 1, root, parent: root });
  await takeSeen(rooms, 'instagram');
  const operation = 'POST /:id/comments';
  await rooms.sandbox.fault({ channel: 'instagram', operation, fault: 'drop_after_accept' });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const [comment] = await takeSeen(rooms, 'instagram');
  expect(comment).toMatchObject({
    path: `/instagram/v25.0/${root.remoteId}/comments`,
    body: { message: 'First! 🙂' },
  });
  const [way] = platform.lost.create_comment ?? [];
  const lost = journal.at(-1) as JournalEntry;
  const call = way?.by === 'look' ? way.call(lost, segment) : null;
  const looked = await makeCall(connected, call as never);
  const below = (await rooms.sandbox.published()).find(({ inReplyTo }) => inReplyTo === root.remoteId);
  expect(looked.entry.result).toEqual({ verdict: 'found', result: { id: below?.id } });
  const other = { ...lost, request: { ...lost.request, message: 'Second' } };
  const absent = await makeCall(connected, (way?.by === 'look' ? way.call(other, segment) : null) as never);
  expect(absent.entry.result).toEqual({ verdict: 'absent' });
});

test('a story whose answer was lost is found among the stories', async () => {
  const connected = await connect();
  const segment = segmentOf(connected, { type: 'STORY', media: [image] });
  await rooms.sandbox.fault({ channel: 'instagram', fault: 'drop_after_accept' });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const lost = journal.at(-1) as JournalEntry;
  const looks = platform.lost.publish?.map((way) => (way.by === 'look' ? way.call(lost, segment) : null)) ?? [];
  const results = [];
  for (const call of looks) if (call !== null) results.push((await makeCall(connected, call)).entry.result);
  const [story] = (await rooms.sandbox.published()).filter(({ account }) => account === connected.account.username);
  const found = { verdict: 'found', result: { id: story?.id, permalink: story?.url } };
  expect(results).toEqual([found, found, found]);
});

const form = (more: object) => ({ slot: 'post', form: more }) as JsonObject;
const publish = {
  plannedAt: '2026-11-22T12:00:00.000Z',
  containerId: '1',
  caption: '',
  isStory: false,
  again: false,
};

test('what Instagram does not take is refused, with what to do', async () => {
  const connected = await connect();
  const png = await rooms.keep(await makers.png.make(), { mimeType: 'image/png' });
  const image_url = image.url;
  const reel = { media_type: 'REELS', video_url: video.url };
  const refusals: [string, JsonObject, object][] = [
    ['create_container', form({}), { kind: 'validation' }],
    ['create_container', form({ image_url, colour: 'red' }), { kind: 'validation' }],
    ['create_container', form({ image_url, caption: 'a'.repeat(2_201) }), { kind: 'validation' }],
    ['create_container', form({ image_url, caption: '#a '.repeat(31) }), { kind: 'validation' }],
    ['create_container', form({ video_url: video.url }), { kind: 'validation' }],
    ['create_container', form({ image_url, share_to_feed: 'true' }), { kind: 'validation' }],
    ['create_container', form({ media_type: 'CAROUSEL', children: '1' }), { kind: 'validation' }],
    ['create_container', form({ media_type: 'CAROUSEL', children: '1,2' }), { kind: 'permission' }],
    [
      'create_container',
      form({ image_url: png.url }),
      { kind: 'media_rejected', hint: expect.stringContaining('JPEG') },
    ],
    [
      'create_container',
      form({ image_url: 'http://127.0.0.1:1/a.jpg' }),
      { kind: 'media_fetch_failed', hint: expect.stringContaining('PUBLIC_URL') },
    ],
    ['create_container', form({ ...reel, cover_url: png.url }), { kind: 'media_rejected' }],
    ['create_container', form({ ...reel, thumb_offset: '4000' }), { kind: 'validation', happened: 'no' }],
    ['publish', publish, { kind: 'permission' }],
    ['create_comment', { plannedAt: publish.plannedAt, mediaId: '1', message: 'a' }, { kind: 'not_found' }],
    ['read_permalink', { id: '1' }, { kind: 'not_found' }],
  ];
  for (const [name, request, expected] of refusals)
    expect(await failureOf(connected, name, request), JSON.stringify(request)).toMatchObject({
      happened: 'no',
      ...expected,
    });
});

test('a container is refused while it is worked on, and when its day is over', async () => {
  const connected = await connect();
  const call = { name: 'create_container', kind: 'prepare' } as const;
  const request = form({ media_type: 'REELS', video_url: video.url });
  const { entry } = await makeCall(connected, { ...call, request });
  const wanted = { ...publish, containerId: (entry.result as { id: string }).id };
  expect(await failureOf(connected, 'publish', wanted)).toMatchObject({ kind: 'transient' });
  rooms.clock.move(DAY);
  expect((await failureOf(connected, 'publish', wanted)).message).toContain('has expired');
});

test('what is published already is not published again, and its id is looked for until it is listed', async () => {
  const connected = await connect();
  const { entry } = await makeCall(connected, {
    name: 'create_container',
    kind: 'prepare',
    request: form({ image_url: image.url }),
  });
  const request = { ...publish, containerId: (entry.result as { id: string }).id };
  const { result } = (await makeCall(connected, { name: 'publish', kind: 'commit', request })).entry;
  const again = { ...request, again: true };
  expect((await makeCall(connected, { name: 'publish', kind: 'commit', request: again })).entry.result).toMatchObject(
    result as object,
  );
  const unlisted = { ...again, plannedAt: '2100-01-01T00:00:00.000Z' };
  expect(await failureOf(connected, 'publish', unlisted)).toMatchObject({ kind: 'transient', happened: 'maybe' });
  expect(
    (await takeSeen(rooms, 'instagram')).filter(({ operation }) => operation === 'POST media_publish'),
  ).toHaveLength(1);
});

test('a video that is too long is seen while it is worked on', async () => {
  const connected = await connect();
  const long = await rooms.keep(await tinyMp4({ durationMs: 61_000 }), { kind: 'VIDEO', mimeType: 'video/mp4' });
  const walk = walkRoom(connected, segmentOf(connected, { type: 'STORY', media: [long] }));
  await expect(walk).rejects.toThrow(
    'Instagram could not process a medium: Media upload has failed with error code 2207026.',
  );
});

test('the limit of a day is asked for, and there is room again a day later', async () => {
  const connected = await connect();
  const container = { name: 'create_container', kind: 'prepare', request: form({ image_url: image.url }) } as const;
  const publishOne = async () => {
    const { entry } = await makeCall(connected, container);
    const request = { ...publish, containerId: (entry.result as { id: string }).id };
    return makeCall(connected, { name: 'publish', kind: 'commit', request });
  };
  for (let post = 0; post < 50; post += 1) await publishOne();
  const quota = { kind: 'quota_exhausted', happened: 'no' };
  expect((await publishOne()).failure).toMatchObject(quota);
  const failure = await failureOf(connected, 'check_limit', {});
  expect(failure).toMatchObject({ ...quota, message: expect.stringContaining('50 of the 50 posts') });
  expect((failure.retryAt?.getTime() ?? 0) - rooms.clock.now().getTime()).toBeGreaterThan(3_500_000);
  rooms.clock.move(DAY);
  const { entry } = await makeCall(connected, { name: 'check_limit', kind: 'check', request: {} });
  expect(entry.result).toEqual({ used: 0, total: 50 });
});

test('a token is prolonged when it is a day old, and weekly from then on', async () => {
  const connected = await connect();
  const credentials = connected.credentials as Credentials;
  const renewedWith = (kept: Credentials) => connecting.renew(sessionOf({ ...connected, credentials: kept }) as never);
  const renewed = await renewedWith(credentials);
  expect(renewed.accessToken).not.toBe(credentials.accessToken);
  expect(await renewedWith(renewed)).toEqual({ ...renewed, renewAt: expect.any(String) });
  rooms.clock.move(8 * DAY);
  expect((await renewedWith(renewed)).accessToken).not.toBe(renewed.accessToken);
  rooms.clock.move(60 * DAY);
  await expect(renewedWith(renewed)).rejects.toMatchObject({ kind: 'auth_revoked' });
});

test('a login’s code becomes a token of sixty days', async () => {
  const redirectUri = 'http://127.0.0.1/callback';
  const code = await authorise(rooms, 'instagram', { account: 'ada', redirectUri });
  const answer = { code: `${code}#_`, redirectUri, codeVerifier: '' };
  const [ada] = (await connecting.authorization?.finish(answer, lineTo(rooms, 'instagram'))) ?? [];
  expect(ada).toMatchObject({ username: 'ada', remoteId: expect.stringMatching(/^\d{17}$/), expireAt: null });
  const life = Date.parse(ada?.credentials.expiresAt ?? '') - rooms.clock.now().getTime();
  expect(Math.round(life / DAY)).toBe(60);
});
