import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import type { JournalEntry, Session } from '../../../src/platforms/platform.ts';
import type { Credentials } from '../../../src/platforms/threads/credentials.ts';
import { threads } from '../../../src/platforms/threads/index.ts';
import { authorise, lineTo, roomOf, takeSeen } from '../../support/graph-rooms.ts';
import { makers } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { type Connected, connectRoom, makeCall, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';

const DAY = 86_400_000;
const platform = roomOf('threads');
const { connecting } = threads.publishing;
let rooms: RoomsAtSandbox;
let people = 0;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterEach(async () => {
  await fetch(`${rooms.sandbox.url}/_faults`, { method: 'DELETE' });
});
afterAll(() => rooms[Symbol.asyncDispose]());

async function connect(): Promise<Connected> {
  const connected = await connectRoom({ platform, rooms, input: { accessToken: `sandbox-token-t${people++}` } });
  await takeSeen(rooms, 'threads');
  return connected;
}

async function failureOf(connected: Connected, name: string, request: JsonObject): Promise<PlatformFailure> {
  const { failure } = await makeCall(connected, { name, kind: 'prepare', request });
  if (failure === null) throw new Error(`${name} went well`);
  return failure;
}

const image = async (altText: string | null = null) => rooms.keep(await makers.jpeg.make(), { altText });
const video = async () =>
  rooms.keep(await tinyMp4(), { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4', durationMs: 2_000 });

test('a text is one container, published, with the token among the parameters', async () => {
  const connected = await connect();
  const accessToken = `sandbox-token-${connected.account.username}`;
  const published = await walkRoom(connected, segmentOf(connected, { options: { topicTag: 'Gulls' } }));
  const id = connected.account.remoteId;
  expect(await takeSeen(rooms, 'threads')).toMatchObject([
    {
      path: `/threads/v1.0/${id}/threads_publishing_limit`,
      query: { fields: 'quota_usage,config,reply_quota_usage,reply_config', access_token: accessToken },
    },
    {
      path: `/threads/v1.0/${id}/threads`,
      body: { media_type: 'TEXT', text: 'Hello', topic_tag: 'Gulls', access_token: accessToken },
    },
    { operation: 'GET /:id', query: { fields: 'status,error_message' } },
    { path: `/threads/v1.0/${id}/threads_publish`, body: { creation_id: expect.stringMatching(/^\d+$/) } },
    { path: `/threads/v1.0/${published.remoteId}`, query: { fields: 'id,permalink' } },
  ]);
  expect(published.url).toContain(`/@${connected.account.username}/post/`);
});

test('a carousel is put together of items that Threads fetched, and replied to', async () => {
  const connected = await connect();
  const media = [await image('A gull'), await video()];
  const root = await walkRoom(connected, segmentOf(connected, { media, options: { spoilerMedia: true } }));
  const bodies = (await takeSeen(rooms, 'threads')).flatMap(({ operation, body }) =>
    operation === 'POST threads' ? [body] : [],
  );
  expect(bodies).toMatchObject([
    { media_type: 'IMAGE', image_url: media[0]?.url, alt_text: 'A gull', is_carousel_item: 'true' },
    { media_type: 'VIDEO', video_url: media[1]?.url, is_carousel_item: 'true' },
    { media_type: 'CAROUSEL', children: expect.stringMatching(/^\d+,\d+$/), text: 'Hello', is_spoiler_media: 'true' },
  ]);
  await walkRoom(connected, segmentOf(connected, { text: 'Below', position: 1, root, parent: root }));
  const below = (await takeSeen(rooms, 'threads')).find(({ operation }) => operation === 'POST threads');
  expect(below?.body).toMatchObject({ media_type: 'TEXT', text: 'Below', reply_to_id: root.remoteId });
});

const form = (more: object) => ({ slot: 'post', form: { media_type: 'TEXT', text: 'Hello', ...more } }) as JsonObject;
const six = Array.from({ length: 6 }, (_, index) => `https://example.com/${index}`).join(' ');
const publish = { plannedAt: '2026-11-22T12:00:00.000Z', containerId: '1', text: '', isReply: false, again: false };

test.for<[string, string, JsonObject, Partial<PlatformFailure>]>([
  ['a text over the limit', 'create_container', form({ text: '👍'.repeat(126) }), { kind: 'validation' }],
  ['more than five links', 'create_container', form({ text: six }), { kind: 'validation' }],
  ['a parameter that is none', 'create_container', form({ colour: 'red' }), { kind: 'validation' }],
  ['a reply to nothing', 'create_container', form({ reply_to_id: '1' }), { kind: 'transient' }],
  [
    'an image that cannot be fetched',
    'create_container',
    form({ media_type: 'IMAGE', image_url: 'http://127.0.0.1:1/a.jpg' }),
    { kind: 'media_fetch_failed', hint: expect.stringContaining('PUBLIC_URL') },
  ],
  ['a container that is none', 'publish', publish, { kind: 'transient' }],
  ['a post that is gone', 'read_permalink', { id: '1' }, { kind: 'not_found' }],
])('%s is refused', async ([, name, request, expected]) => {
  expect(await failureOf(await connect(), name, request)).toMatchObject({ happened: 'no', status: 400, ...expected });
});

test('what Threads cannot work with is refused, an image at once and a video later', async () => {
  const connected = await connect();
  const noImage = await rooms.keep(Buffer.from('no image'), {});
  const image_url = noImage.url;
  expect(await failureOf(connected, 'create_container', form({ media_type: 'IMAGE', image_url }))).toMatchObject({
    kind: 'media_rejected',
    hint: expect.stringContaining('JPEG'),
  });
  const long = await rooms.keep(await tinyMp4({ durationMs: 301_000 }), { kind: 'VIDEO', mimeType: 'video/mp4' });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segmentOf(connected, { media: [long] }), journal)).rejects.toThrow(
    'INVALID_DURATION',
  );
  expect(journal.at(-1)?.result).toEqual({ state: 'ERROR', error: 'INVALID_DURATION' });
});

test('a video that is still worked on cannot be published', async () => {
  const connected = await connect();
  const { url } = await video();
  const request = form({ media_type: 'VIDEO', video_url: url });
  const { entry } = await makeCall(connected, { name: 'create_container', kind: 'prepare', request });
  const containerId = (entry.result as { id: string }).id;
  expect(await failureOf(connected, 'publish', { ...publish, containerId })).toMatchObject({ kind: 'transient' });
});

test('the limit of a day is read before anything is made: its posts and its replies each have one', async () => {
  const connected = await connect();
  await walkRoom(connected, segmentOf(connected));
  const used = async (isReply: boolean) =>
    (await makeCall(connected, { name: 'check_limit', kind: 'check', request: { isReply } })).entry.result;
  expect([await used(false), await used(true)]).toEqual([
    { used: 1, total: 250 },
    { used: 0, total: 1_000 },
  ]);
  const full = {
    quota_usage: 250,
    config: { quota_total: 250 },
    reply_quota_usage: 3,
    reply_config: { quota_total: 1_000 },
  };
  const session: Session<unknown> = {
    ...sessionOf(connected),
    send: async (_request, schema) => schema.parse({ data: [full] }),
  };
  const checked = (isReply: boolean) => platform.calls.check_limit?.make({ isReply }, session);
  expect(await checked(true)).toEqual({ result: { used: 3, total: 1_000 } });
  await expect(checked(false)).rejects.toMatchObject({
    kind: 'quota_exhausted',
    happened: 'no',
    message: 'The account has published 250 of the 250 posts that Threads allows in 24 hours.',
    retryAt: new Date(session.now.getTime() + 3_600_000),
  });
});

test('a publication that went well though it was called a failure is not made again', async () => {
  const connected = await connect();
  const segment = segmentOf(connected);
  const journal: JournalEntry[] = [];
  await rooms.sandbox.fault({ channel: 'threads', fault: 'server_error_after_accept' });
  await expect(walkRoom(connected, segment, journal)).rejects.toBeInstanceOf(PlatformFailure);
  const { url } = await walkRoom(connected, segment, journal);
  const posts = (await rooms.sandbox.published()).filter(({ account }) => account === connected.account.username);
  expect(posts).toMatchObject([{ url }]);
});

test('a publication that no list shows is settled by its container at last', async () => {
  const connected = await connect();
  const segment = segmentOf(connected);
  const journal: JournalEntry[] = [];
  await rooms.sandbox.fault({ channel: 'threads', fault: 'drop_after_accept' });
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const lost = { ...(journal.at(-1) as JournalEntry), request: { ...journal.at(-1)?.request, text: 'Not listed' } };
  const looks = platform.lost.publish?.map((way) => (way.by === 'look' ? way.call(lost, segment) : null)) ?? [];
  const results = [];
  for (const call of looks) if (call !== null) results.push((await makeCall(connected, call)).entry.result);
  expect(results).toEqual([
    { verdict: 'undecided' },
    { verdict: 'undecided' },
    { verdict: 'found', result: { id: null } },
  ]);
});

test('a token is prolonged when it is a day old, and weekly from then on', async () => {
  const connected = await connect();
  const credentials = connected.credentials as Credentials;
  const renewedWith = (kept: Credentials) => connecting.renew(sessionOf({ ...connected, credentials: kept }) as never);
  expect(Date.parse(credentials.renewAt) - rooms.clock.now().getTime()).toBeGreaterThan(DAY - 60_000);
  const renewed = await renewedWith(credentials);
  expect(renewed.accessToken).not.toBe(credentials.accessToken);
  const tooYoung = await renewedWith(renewed);
  expect(tooYoung).toEqual({ ...renewed, renewAt: expect.any(String) });
  expect(tooYoung.renewAt < renewed.renewAt).toBe(true);
  rooms.clock.move(8 * DAY);
  expect((await renewedWith(renewed)).accessToken).not.toBe(renewed.accessToken);
  rooms.clock.move(60 * DAY);
  await expect(renewedWith(renewed)).rejects.toMatchObject({ kind: 'auth_revoked' });
});

test('a login’s code becomes a token of sixty days', async () => {
  const redirectUri = 'http://127.0.0.1/callback';
  const code = await authorise(rooms, 'threads', { account: 'ada', redirectUri });
  const answer = { code: `${code}#_`, redirectUri, codeVerifier: '' };
  const [ada] = (await connecting.authorization?.finish(answer, lineTo(rooms, 'threads'))) ?? [];
  expect(ada).toMatchObject({ username: 'ada', remoteId: expect.stringMatching(/^\d{17}$/), expireAt: null });
  const life = Date.parse(ada?.credentials.expiresAt ?? '') - rooms.clock.now().getTime();
  expect(Math.round(life / DAY)).toBe(60);
  await expect(connecting.authorization?.finish(answer, lineTo(rooms, 'threads'))).rejects.toMatchObject({
    message: expect.stringContaining('authorization code has been used'),
  });
});
