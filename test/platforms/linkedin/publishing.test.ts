import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry, MediumToPublish } from '../../../src/platforms/platform.ts';
import { tinyPdf } from '../../support/documents.ts';
import { picture } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { tinyMp4 } from '../../support/videos.ts';
import { segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { type Channel, connectSomeone, requestsAt, shownBy } from './accounts.ts';

const PART = 4_194_304;

let rooms: RoomsAtSandbox;
let jpeg: MediumToPublish;
let other: MediumToPublish;
const hashes = new Map<MediumToPublish, string>();

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
  jpeg = await keep(await picture(40, 30).jpeg().toBuffer(), { altText: 'A boat' });
  other = await keep(await picture(30, 40).png().toBuffer(), { mimeType: 'image/png' });
});
afterAll(() => rooms[Symbol.asyncDispose]());

async function keep(bytes: Buffer, facts: Partial<MediumToPublish>): Promise<MediumToPublish> {
  const medium = await rooms.keep(bytes, facts);
  hashes.set(medium, createHash('sha256').update(bytes).digest('hex'));
  return medium;
}

/** A film of four seconds, with as much of nothing at its end as makes it that long. */
async function film(bytes: number): Promise<Buffer> {
  const mp4 = await tinyMp4({ durationMs: 4_000 });
  const free = Buffer.alloc(bytes - mp4.length);
  free.writeUInt32BE(free.length, 0);
  free.write('free', 4, 'latin1');
  return Buffer.concat([mp4, free]);
}

const names = (journal: readonly JournalEntry[]) => journal.map(({ name }) => name);

test.for(['linkedin', 'linkedin_page'] as const)(
  '%s: every call names its version, its protocol and its token',
  async (channel) => {
    const connected = await connectSomeone(rooms, channel);
    await requestsAt(rooms, channel);
    const root = await walkRoom(connected, segmentOf(connected, { media: [jpeg] }));
    await walkRoom(connected, segmentOf(connected, { text: 'More', root, parent: root }));
    const seen = await requestsAt(rooms, channel);
    const rest = seen.filter(({ operation }) => operation.includes('/rest/'));
    expect(rest.length).toBeGreaterThan(3);
    for (const { headers } of rest) {
      expect(headers['linkedin-version']).toMatch(/^\d{6}$/);
      expect(headers['x-restli-protocol-version']).toBe('2.0.0');
      expect(headers.authorization).toMatch(/^Bearer sandbox-token-/);
    }
  },
);

test('a text goes out as little text, with all fields that a post has', async () => {
  const connected = await connectSomeone(rooms, 'linkedin');
  await requestsAt(rooms, 'linkedin');
  await walkRoom(connected, segmentOf(connected, { text: 'One (1) #two_three' }));
  const [sent] = await requestsAt(rooms, 'linkedin');
  expect(sent?.body).toEqual({
    author: connected.account.remoteId,
    commentary: 'One \\(1\\) {hashtag|\\#|two\\_three}',
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  });
  expect(await shownBy(rooms, connected)).toMatchObject([{ text: 'One (1) #two_three' }]);
});

test.for([
  ['linkedin', ['UNREADABLE']],
  ['linkedin_page', ['PROCESSING', 'AVAILABLE']],
] as const)('%s: images are shown in their order, each when it is ready', async ([channel, statuses]) => {
  const connected = await connectSomeone(rooms, channel);
  const journal: JournalEntry[] = [];
  await walkRoom(connected, segmentOf(connected, { media: [jpeg, other] }), journal);
  const [shown] = await shownBy(rooms, connected);
  expect(shown?.media).toMatchObject([
    { sha256: hashes.get(jpeg), kind: 'image', altText: 'A boat' },
    { sha256: hashes.get(other), altText: null },
  ]);
  const checks = journal.filter(({ name }) => name === 'check_upload');
  expect(new Set(checks.map(({ result }) => (result as { status: string }).status))).toEqual(new Set(statuses));
});

test('a video goes up in parts of four megabytes, and no token goes with them', async () => {
  const connected = await connectSomeone(rooms, 'linkedin');
  const bytes = PART + 100_000;
  const medium = await keep(await film(bytes), { kind: 'VIDEO', mimeType: 'video/mp4', durationMs: 4_000 });
  await requestsAt(rooms, 'linkedin');
  const journal: JournalEntry[] = [];
  await walkRoom(connected, segmentOf(connected, { media: [medium] }), journal);
  const seen = await requestsAt(rooms, 'linkedin');
  const initializeUploadRequest = {
    owner: connected.account.remoteId,
    fileSizeBytes: bytes,
    uploadCaptions: false,
    uploadThumbnail: false,
  };
  expect(seen[0]).toMatchObject({ query: { action: 'initializeUpload' }, body: { initializeUploadRequest } });
  const parts = seen.filter(({ operation }) => operation.startsWith('PUT'));
  expect(parts.map(({ body }) => (body as { bytes: number }).bytes)).toEqual([PART, 100_000]);
  expect(parts.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  expect(seen[3]).toMatchObject({ query: { action: 'finalizeUpload' }, status: 200 });
  expect((await shownBy(rooms, connected))[0]?.media).toMatchObject([{ sha256: hashes.get(medium), kind: 'video' }]);
  const secrets = seen
    .map(({ body }) => JSON.stringify(body))
    .join()
    .match(/"uploadToken":"([^"]+)"/);
  expect(JSON.stringify(journal.map(({ request, result }) => ({ request, result })))).not.toMatch(
    new RegExp(`${secrets?.[1]}|dms-uploads`),
  );
});

test('a document goes up whole, and has a title', async () => {
  const connected = await connectSomeone(rooms, 'linkedin_page');
  const medium = await keep(tinyPdf(), { kind: 'DOCUMENT', mimeType: 'application/pdf', filename: 'plan.pdf' });
  await requestsAt(rooms, 'linkedin_page');
  await walkRoom(connected, segmentOf(connected, { media: [medium] }));
  const seen = await requestsAt(rooms, 'linkedin_page');
  expect(seen.at(-1)?.body).toMatchObject({ content: { media: { title: 'plan.pdf' } } });
  expect((await shownBy(rooms, connected))[0]?.media).toMatchObject([{ sha256: hashes.get(medium), kind: 'document' }]);
});

test('a link’s card shows what its page says, with its picture', async () => {
  const connected = await connectSomeone(rooms, 'linkedin_page');
  rooms.card = { title: 'A page', description: 'Of words', thumbnail: { ...jpeg, width: 40, height: 30 } };
  const link = { url: 'https://a.example/b', title: null, description: null, thumbnailUrl: null };
  await walkRoom(connected, segmentOf(connected, { link }));
  const [shown] = await shownBy(rooms, connected);
  expect(shown).toMatchObject({
    card: { url: link.url, title: 'A page', description: 'Of words' },
    media: [{ sha256: hashes.get(jpeg) }],
  });
});

test('a comment shows an image, stands below its post, and is removed by itself', async () => {
  const connected = await connectSomeone(rooms, 'linkedin_page');
  const root = await walkRoom(connected, segmentOf(connected));
  const journal: JournalEntry[] = [];
  const segment = segmentOf(connected, { text: 'See [this]', media: [jpeg], root, parent: root });
  const comment = await walkRoom(connected, segment, journal);
  expect(names(journal)).toEqual(['begin_upload', 'upload_part', 'check_upload', 'check_upload', 'create_comment']);
  const [, shown] = await shownBy(rooms, connected);
  expect(shown).toMatchObject({ id: comment.remoteId, text: 'See [this]', inReplyTo: root.remoteId });
  expect(shown?.media).toMatchObject([{ sha256: hashes.get(jpeg) }]);
  expect((await fetch(comment.url ?? '')).status).toBe(200);
  const { remove } = connected.platform;
  expect(await remove(comment, sessionOf(connected))).toBe('removed');
  expect(await remove(comment, sessionOf(connected))).toBe('already_gone');
  expect(await shownBy(rooms, connected)).toHaveLength(1);
});

test('nothing is removed where nobody knows what', async () => {
  const connected = await connectSomeone(rooms, 'linkedin');
  const removing = connected.platform.remove({ remoteId: null, url: null, ref: null }, sessionOf(connected));
  await expect(removing).rejects.toMatchObject({ kind: 'unsupported', happened: 'no' });
});

test.for(['linkedin', 'linkedin_page'] as Channel[])(
  '%s: what is sent again is the same to the byte',
  async (channel) => {
    const connected = await connectSomeone(rooms, channel);
    const segment = segmentOf(connected, { media: [jpeg, other], options: { disableReshare: true } });
    const journal: JournalEntry[] = [];
    await walkRoom(connected, segment, journal);
    const { request } = journal.at(-1) as JournalEntry;
    // PostgreSQL keeps JSON with the fields in an order of its own.
    const shuffled = JSON.parse(JSON.stringify(request, Object.keys(flatten(request)).reverse()));
    await requestsAt(rooms, channel);
    for (const one of [request, shuffled])
      await connected.platform.calls.create_post?.make(one, sessionOf(connected)).catch(() => undefined);
    const [first, second] = (await requestsAt(rooms, channel)).filter(({ operation }) => operation.startsWith('POST'));
    expect(JSON.stringify(second?.body)).toBe(JSON.stringify(first?.body));
  },
);

function flatten(value: unknown): Record<string, true> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => ({ [key]: true, ...flatten(inner) })));
}
