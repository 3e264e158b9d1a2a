import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import { calls } from '../../../src/platforms/mastodon/calls.ts';
import { mastodon } from '../../../src/platforms/mastodon/index.ts';
import { lookForStatus } from '../../../src/platforms/mastodon/look-for-status.ts';
import { createSchema } from '../../../src/platforms/mastodon/wire.ts';
import type { JournalEntry, Session } from '../../../src/platforms/platform.ts';
import { picture } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, connectRoom, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';

type Kept = typeof mastodon.publishing.credentials._output;

let rooms: RoomsAtSandbox;
let people = 0;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});

afterAll(async () => {
  await rooms[Symbol.asyncDispose]();
});

function connect(): Promise<Connected> {
  people += 1;
  const input = { server: `${rooms.sandbox.url}/mastodon`, accessToken: `sandbox-token-looker${people}` };
  return connectRoom({ platform: { ...mastodon, ...mastodon.publishing }, rooms, input });
}

const minuteAgo = () => new Date(Date.now() - 60_000).toISOString();
const open = (connected: Connected) => sessionOf(connected) as Session<Kept>;

test('finds the status with the same text below the same parent', async () => {
  const connected = await connect();
  const root = await walkRoom(connected, segmentOf(connected, { text: 'Same' }));
  const reply = await walkRoom(connected, segmentOf(connected, { text: 'Same', root, parent: root }));
  const look = (inReplyToId: string | null) =>
    lookForStatus({ since: minuteAgo(), status: 'Same', mediaIds: [], inReplyToId }, open(connected));
  expect(await look(null)).toMatchObject({ verdict: 'found', result: { id: root.remoteId } });
  expect(await look(root.remoteId)).toMatchObject({ verdict: 'found', result: { id: reply.remoteId } });
  expect(await look('1')).toEqual({ verdict: 'absent' });
});

describe('media', () => {
  /** Publishes a picture, and gives what a look for that status goes by. */
  async function publishPicture(connected: Connected, options: JsonObject = {}) {
    const medium = await rooms.keep(await picture(8, 8).png().toBuffer(), { mimeType: 'image/png', filename: 'a.png' });
    const journal: JournalEntry[] = [];
    const { remoteId } = await walkRoom(
      connected,
      segmentOf(connected, { text: '', media: [medium], options }),
      journal,
    );
    const mediaIds = createSchema.parse(journal.at(-1)?.request).media_ids ?? [];
    return { remoteId, wanted: { since: minuteAgo(), status: '', mediaIds, inReplyToId: null } };
  }

  test('tell statuses without a text apart', async () => {
    const connected = await connect();
    const first = await publishPicture(connected);
    const second = await publishPicture(connected);
    for (const { remoteId, wanted } of [first, second])
      expect(await lookForStatus(wanted, open(connected))).toMatchObject({
        verdict: 'found',
        result: { id: remoteId },
      });
    const other = { ...first.wanted, mediaIds: ['1'] };
    expect(await lookForStatus(other, open(connected))).toEqual({ verdict: 'absent' });
    expect(await lookForStatus({ ...other, mediaIds: [] }, open(connected))).toEqual({ verdict: 'absent' });
  });

  test('decide where the server has moved a content warning into the text', async () => {
    const connected = await connect();
    const { remoteId, wanted } = await publishPicture(connected, { spoilerText: 'Spiders' });
    expect(await lookForStatus(wanted, open(connected))).toMatchObject({ verdict: 'found', result: { id: remoteId } });
  });

  test('may have other ids at a server that is not Mastodon: there as many of them and the text decide', async () => {
    const connected = await connect();
    const { remoteId, wanted } = await publishPicture(connected);
    const session = open(connected);
    const foreign = { ...session, credentials: { ...session.credentials, honoursKeys: false } };
    const look = await lookForStatus({ ...wanted, mediaIds: ['another id'] }, foreign);
    expect(look).toMatchObject({ verdict: 'found', result: { id: remoteId } });
  });
});

test('does not take an older status for it', async () => {
  const connected = await connect();
  await walkRoom(connected, segmentOf(connected, { text: 'Same' }));
  const since = new Date(Date.now() + 1_000).toISOString();
  const look = await lookForStatus({ since, status: 'Same', mediaIds: [], inReplyToId: null }, open(connected));
  expect(look).toEqual({ verdict: 'absent' });
});

test('is undecided where the list does not reach back to the beginning', async () => {
  const connected = await connect();
  for (let count = 0; count < 20; count += 1)
    await walkRoom(connected, segmentOf(connected, { text: `Other ${count}` }));
  const root = await walkRoom(connected, segmentOf(connected, { text: 'Not it' }));
  const wanted = { since: minuteAgo(), status: 'Wanted', mediaIds: [], inReplyToId: root.remoteId };
  expect(await lookForStatus(wanted, open(connected))).toEqual({ verdict: 'undecided' });
});

test('is undecided where the token may not read', async () => {
  const session = open(await connect());
  const send = () => Promise.reject(new PlatformFailure({ kind: 'permission', happened: 'no', message: 'No.' }));
  const look = await lookForStatus(
    { since: minuteAgo(), status: 'Any', mediaIds: [], inReplyToId: null },
    { ...session, send },
  );
  expect(look).toEqual({ verdict: 'undecided' });
});

test('a server that is not Mastodon is looked through before a status is sent to it again', async () => {
  const connected = await connect();
  const published = await walkRoom(connected, segmentOf(connected, { text: 'Once' }));
  const plannedAt = new Date(Date.now() - 1_000).toISOString();
  const request = { idempotencyKey: 'a key that this server forgets', plannedAt, status: 'Once' };
  const session = open(connected);
  const foreign = { ...session, credentials: { ...session.credentials, honoursKeys: false } };

  const again = await calls.create_status?.make(request, { ...foreign, now: new Date(Date.now() + 20_000) });
  expect(again).toMatchObject({ result: { id: published.remoteId } });

  const first = await calls.create_status?.make({ ...request, status: 'Another' }, foreign);
  expect(first).not.toMatchObject({ result: { id: published.remoteId } });
});
