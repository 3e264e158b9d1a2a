import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/platforms/platform.ts';
import { picture } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { makeCall, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { connect, open, room } from './at-sandbox.ts';
import { googleBusinessCase } from './case.ts';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

type Seen = { operation: string; path: string; query: object; headers: object; body: object };

async function seen(): Promise<Seen[]> {
  return (await (await fetch(`${rooms.sandbox.url}/_requests?channel=google_business`)).json()) as Seen[];
}
const forget = () => fetch(`${rooms.sandbox.url}/_requests`, { method: 'DELETE' });

test('a login opens every location that may publish, of all its accounts', async () => {
  const profiles = await open(rooms, 'ada');
  expect(profiles).toMatchObject([
    { username: 'ada Bergen', nickname: 'ada Bergen, Bryggen 7, Bergen', expireAt: null },
    { username: 'ada Trondheim', nickname: 'ada Trondheim, Olav Tryggvasons gate 12, Trondheim' },
  ]);
  for (const { remoteId } of profiles) expect(remoteId).toMatch(/^accounts\/\d{21}\/locations\/\d{20}$/);
  expect((await seen()).map(({ path, query }) => [path.replaceAll(/\d{9,}/g, '…'), query])).toEqual([
    ['/google_business/v1/accounts', {}],
    ['/google_business/v1/accounts', { pageToken: 'group' }],
    ...['…', '…'].map((id) => [
      `/google_business/v1/accounts/${id}/locations`,
      { readMask: 'name,title,storefrontAddress,metadata', pageSize: '100' },
    ]),
  ]);
});

test('Google receives a post at the location, and pulls its photo', async () => {
  const connected = await connect(rooms, 'grace', 1);
  const photo = await rooms.keep(await picture(400, 300).jpeg().toBuffer(), { width: 400, height: 300 });
  await forget();
  const segment = segmentOf(connected, { text: 'Buns!', media: [photo], options: googleBusinessCase.options });
  const { remoteId, url } = await walkRoom(connected, segment);
  const [created, checked] = await seen();
  expect(created).toMatchObject({
    path: `/google_business/v4/${connected.account.remoteId}/localPosts`,
    headers: { authorization: 'Bearer sandbox-token-grace', 'content-type': 'application/json' },
    body: {
      topicType: 'OFFER',
      summary: 'Buns!',
      languageCode: 'en',
      event: {
        title: 'Cinnamon week',
        schedule: {
          startDate: { year: 2027, month: 3, day: 1 },
          startTime: { hours: 8, minutes: 0 },
          endDate: { year: 2027, month: 3, day: 7 },
        },
      },
      offer: { couponCode: 'BUN7', redeemOnlineUrl: 'https://example.com/buns', termsConditions: 'One each.' },
      media: [{ mediaFormat: 'PHOTO', sourceUrl: photo.url }],
    },
  });
  expect(checked?.path).toBe(`/google_business/v4/${remoteId}`);
  const published = (await rooms.sandbox.published()).find(({ id }) => id === remoteId);
  expect(published).toMatchObject({ account: 'grace Trondheim', url, media: [{ sha256: photo.key }] });
});

test('a post that Google rejects fails as against the rules', async () => {
  const connected = await connect(rooms, 'mary');
  const rejected = walkRoom(connected, segmentOf(connected, { text: 'Call us: +47 55 55 55 55' }));
  await expect(rejected).rejects.toThrow('Google rejected the post');
});

test('a lost post is found by its words among those of the location, and absence proves nothing', async () => {
  const [connected, elsewhere] = [await connect(rooms, 'ruth'), await connect(rooms, 'ruth', 1)];
  const segment = segmentOf(connected, { text: 'Fresh buns' });
  await walkRoom(elsewhere, segmentOf(elsewhere, { text: 'Fresh buns' }));
  await rooms.sandbox.fault({ channel: 'google_business', account: 'ruth', fault: 'server_error_after_accept' });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const [way] = room.lost.create_post ?? [];
  if (way?.by !== 'look') throw new Error('nothing looks');
  const lost = journal.at(-1) as JournalEntry;
  const look = async (request: object) =>
    (await makeCall(connected, way.call({ ...lost, request: { ...lost.request, ...request } }, segment))).entry.result;
  rooms.clock.move(way.pausesMs[0] ?? 0);
  const there = (await rooms.sandbox.published()).find(({ account }) => account === connected.account.username);
  expect(await look({})).toMatchObject({ verdict: 'found', result: { name: there?.id } });
  expect(await look({ post: { topicType: 'STANDARD', summary: 'Other' } })).toEqual({ verdict: 'absent' });
  const later = new Date(rooms.clock.now().getTime() + 120_000).toISOString();
  expect(await look({ plannedAt: later })).toEqual({ verdict: 'absent' });
  expect(way.absence).toBe('no_proof');
});

test('what was marked as published without Google’s name of it is not removed', async () => {
  const connected = await connect(rooms, 'joan');
  const removed = room.remove({ remoteId: 'https://local.google.com/x', url: null, ref: null }, sessionOf(connected));
  await expect(removed).rejects.toMatchObject({ kind: 'unsupported', happened: 'no' });
});
