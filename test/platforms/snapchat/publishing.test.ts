import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry, LookResult, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { takeSeen } from '../../support/graph-rooms.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, makeCall, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { connect, keepFilm, keepPhoto, room } from './at-sandbox.ts';

const MIB = 1024 * 1024;
const PART = 5 * MIB;
let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

const publishedBy = async ({ account }: Connected) =>
  (await rooms.sandbox.published()).filter((post) => post.channel === 'snapchat' && post.account === account.username);
const below = (id: string) => `/snapchat/v1/public_profiles/${id}`;

test('a Spotlight video is sent as Snapchat documents it: a container, encrypted parts, their end, a post, looks at its review', async () => {
  const connected = await connect(rooms);
  const { remoteId, webUrl } = connected.account;
  const film = await keepFilm(rooms, PART + 5_000);
  const options = { locale: 'nb_NO', skipSaveToProfile: true };
  const segment = segmentOf(connected, { text: 'Hei #hei', media: [film], options });
  const journal: JournalEntry[] = [];
  await takeSeen(rooms, 'snapchat');
  const published = await walkRoom(connected, segment, journal);
  const seen = await takeSeen(rooms, 'snapchat');
  expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(
    new Set([`Bearer sandbox-token-${connected.account.username}`]),
  );
  const [container, first, second, end, post, ...looks] = seen;
  expect(container).toMatchObject({ path: `${below(remoteId)}/media`, query: {}, status: 200 });
  const key = expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/);
  const iv = expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/);
  expect(container?.body).toEqual({ type: 'VIDEO', name: 'film.mp4', key, iv });
  const upload = expect.stringMatching(/^\/snapchat\/us\/v1\/public_profiles\/.+\/media\/.+\/multipart-upload$/);
  for (const sent of [first, second, end]) expect(sent).toMatchObject({ path: upload, query: {}, status: 200 });
  const part = (number: number, bytes: number) => [
    { name: 'action', value: 'ADD' },
    { name: 'part_number', value: String(number) },
    {
      name: 'file',
      filename: `part-${number}`,
      mimeType: 'application/octet-stream',
      bytes,
      sha256: expect.any(String),
    },
  ];
  const rest = film.bytes - PART;
  expect(first?.body).toEqual(part(1, PART));
  expect(second?.body).toEqual(part(2, rest + 16 - (rest % 16)));
  expect(end?.body).toEqual([{ name: 'action', value: 'FINALIZE' }]);
  expect(post).toMatchObject({ path: `${below(remoteId)}/spotlights`, status: 200 });
  const media_id = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(post?.body).toEqual({ media_id, description: 'Hei #hei', locale: 'nb_NO', skip_save_to_profile: true });
  expect(looks.map(({ operation }) => operation)).toEqual(Array(looks.length).fill('GET spotlights'));
  const [shown] = await publishedBy(connected);
  expect(shown).toMatchObject({
    text: 'Hei #hei',
    media: [{ sha256: film.key, kind: 'video', mimeType: 'video/mp4' }],
  });
  expect(published).toEqual({ remoteId: shown?.id, url: `${webUrl}/spotlight/${shown?.id}`, ref: null });
  expect(published.remoteId).toMatch(/^[\w-]{20,128}$/);
  const told = JSON.stringify(journal.map(({ request, result }) => [request, result]));
  expect(told).not.toContain((container?.body as { key: string } | undefined)?.key ?? told);
});

test('a story is its medium alone, and a saved one has a title', async () => {
  const connected = await connect(rooms);
  const { remoteId, webUrl, username } = connected.account;
  const story: Partial<SegmentToPublish> = { type: 'STORY', text: '' };
  await takeSeen(rooms, 'snapchat');
  const published = await walkRoom(connected, segmentOf(connected, { ...story, media: [await keepPhoto(rooms)] }));
  expect(published).toEqual({ remoteId: null, url: `${webUrl}/add/${username}`, ref: null });
  expect((await fetch(published.url ?? '')).status).toBe(200);
  const media = [await keepFilm(rooms)];
  const options = { savedStoryTitle: 'Trips' };
  const saved = await walkRoom(connected, segmentOf(connected, { ...story, media, options }));
  const seen = await takeSeen(rooms, 'snapchat');
  const posts = seen.filter(({ path }) => path.endsWith('stories'));
  const media_id = expect.any(String);
  expect(posts.map(({ path, body }) => [path, body])).toEqual([
    [`${below(remoteId)}/stories`, { media_id }],
    [`${below(remoteId)}/saved_stories`, { saved_stories: [{ title: 'Trips', snap_sources: [{ media_id }] }] }],
  ]);
  expect(seen[0]?.body).toMatchObject({ type: 'IMAGE', name: 'photo.png' });
  const shown = await publishedBy(connected);
  expect(shown.map(({ text, media: [one] }) => [text, one?.mimeType])).toEqual([
    ['', 'image/png'],
    ['Trips', 'video/mp4'],
  ]);
  expect(saved.remoteId).toBe(shown[1]?.id);
});

test.for(['POST media', 'POST multipart-upload'])(
  'a file is uploaded afresh where the answer to %s is lost',
  async (operation) => {
    const connected = await connect(rooms);
    const segment = segmentOf(connected, { media: [await keepFilm(rooms)] });
    const journal: JournalEntry[] = [];
    await rooms.sandbox.fault({ channel: 'snapchat', operation, fault: 'drop_after_accept' });
    await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
    expect(journal.at(-1)).toMatchObject({ kind: 'prepare', status: 'UNKNOWN' });
    await walkRoom(connected, segment, journal);
    expect(journal.filter(({ name }) => name === 'create_media')).toHaveLength(2);
    expect(await publishedBy(connected)).toMatchObject([{ media: [{ sha256: segment.media[0]?.key }] }]);
  },
);

test('what a refused post was uploaded for stays, and is posted as often as it takes', async () => {
  const connected = await connect(rooms);
  const segment = segmentOf(connected, { media: [await keepFilm(rooms)] });
  const journal: JournalEntry[] = [];
  await rooms.sandbox.fault({ channel: 'snapchat', fault: 'rate_limited' });
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ kind: 'rate_limited' });
  await walkRoom(connected, segment, journal);
  const names = journal.map(({ name }) => name).filter((name) => name !== 'check_spotlight');
  expect(names).toEqual(['create_media', 'add_part', 'finalize_media', 'post_spotlight', 'post_spotlight']);
});

test('a Spotlight video that is rejected fails', async () => {
  const connected = await connect(rooms, 'rejected-ada');
  const segment = segmentOf(connected, { media: [await keepFilm(rooms)] });
  await expect(walkRoom(connected, segment)).rejects.toThrow('rejected it');
  expect(await publishedBy(connected)).toEqual([]);
});

async function lookFor(connected: Connected, segment: SegmentToPublish, recorded: readonly string[] = []) {
  const journal: JournalEntry[] = [];
  await rooms.sandbox.fault({ channel: 'snapchat', fault: 'drop_after_accept' });
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const lost = journal.at(-1) as JournalEntry;
  const [way, ...others] = room.lost[lost.name] ?? [];
  expect(others).toEqual([]);
  if (way?.by !== 'look') throw new Error('nothing looks for it');
  expect(way.absence).toBe('no_proof');
  const call = way.call(lost, segment);
  const session = { ...sessionOf(connected), isRecorded: (id: string) => recorded.includes(id) };
  const look = room.calls[call.name];
  return { result: (await look?.make(call.request, session))?.result as LookResult, call };
}

test('a lost story is known by its medium', async () => {
  const connected = await connect(rooms);
  const media = [await keepPhoto(rooms)];
  await walkRoom(connected, segmentOf(connected, { type: 'STORY', text: '', media }));
  const { result } = await lookFor(connected, segmentOf(connected, { type: 'STORY', text: '', media }));
  const [, second] = await publishedBy(connected);
  expect(result).toEqual({ verdict: 'found', result: { id: second?.id } });
});

test('where lists tell no media, a lost video is known by its description, and a story by nothing', async () => {
  const connected = await connect(rooms, 'terse-ada');
  const media = [await keepFilm(rooms)];
  const { remoteId } = await walkRoom(connected, segmentOf(connected, { text: 'Twice', media }));
  const { result, call } = await lookFor(connected, segmentOf(connected, { text: 'Twice', media }), [remoteId ?? '']);
  const [, second] = await publishedBy(connected);
  expect(result).toEqual({ verdict: 'found', result: { id: second?.id } });
  expect((await makeCall(connected, call)).entry.result).toEqual({ verdict: 'undecided' });
  const story = await lookFor(connected, segmentOf(connected, { type: 'STORY', text: '', media }));
  expect(story.result).toEqual({ verdict: 'undecided' });
});
