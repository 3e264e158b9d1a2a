import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PlatformFailure } from '../../src/platforms/failure.ts';
import { publishingRooms } from '../../src/platforms/index.ts';
import type {
  JournalEntry,
  LookResult,
  PublishingRoom,
  SegmentToPublish,
  WayToSettle,
} from '../../src/platforms/platform.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../support/rooms-at-sandbox.ts';
import { type Connected, connectRoom, makeCall, segmentOf, sessionOf, walkRoom } from '../support/walk-room.ts';
import { cases } from './cases.ts';
import { mediaSentences, revived } from './media-sentences.ts';

const faultSorts = [
  { fault: 'rate_limited', kinds: ['rate_limited'], happened: 'no' },
  { fault: 'server_error', kinds: ['transient'], happened: 'maybe' },
  { fault: 'server_error_after_accept', kinds: ['transient'], happened: 'maybe' },
  { fault: 'drop_after_accept', kinds: ['transient'], happened: 'maybe' },
  { fault: 'slow', kinds: ['transient'], happened: 'maybe' },
  { fault: 'token_expired', kinds: ['auth_expired', 'auth_revoked'], happened: 'no' },
  { fault: 'token_revoked', kinds: ['auth_expired', 'auth_revoked'], happened: 'no' },
] as const;

let rooms: RoomsAtSandbox;
let people = 0;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});

afterEach(async () => {
  await fetch(`${rooms.sandbox.url}/_faults`, { method: 'DELETE' });
});

afterAll(() => rooms[Symbol.asyncDispose]());

type PublishedThere = { id: string; text: string; inReplyTo: string | null };

async function publishedBy({ account, platform }: Connected): Promise<PublishedThere[]> {
  const all = (await (await fetch(`${rooms.sandbox.url}/_published`)).json()) as (PublishedThere & {
    channel: string;
    account: string;
  })[];
  return all.filter((post) => post.channel === platform.profile.network && post.account === account.username);
}

async function arm(connected: Connected, fault: string, more: object = {}): Promise<boolean> {
  const body = JSON.stringify({ channel: connected.platform.profile.network, fault, ...more });
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${rooms.sandbox.url}/_faults`, { method: 'POST', headers, body })).status === 201;
}

/** Publishes with a fault, and gives the commit's entry as the journal has it, and the journal up to there. */
async function loseCommit(
  connected: Connected,
  segment: SegmentToPublish,
  fault = 'drop_after_accept',
): Promise<{ lost: JournalEntry; before: JournalEntry[] }> {
  await arm(connected, fault);
  const before: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, before)).rejects.toMatchObject({ happened: 'maybe' });
  const lost = before.pop();
  if (lost?.kind !== 'commit') throw new Error('no commit was made');
  return { lost, before };
}

function wayBy<By extends WayToSettle['by']>(connected: Connected, commit: string, by: By) {
  const way = connected.platform.lost[commit]?.find((one) => one.by === by);
  return way as Extract<WayToSettle, { by: By }> | undefined;
}

/** Looks as the engine does: after the pause that the room names, for listings lag. */
async function look(
  connected: Connected,
  { lost, before }: Awaited<ReturnType<typeof loseCommit>>,
  segment: SegmentToPublish,
): Promise<LookResult> {
  const way = wayBy(connected, lost.name, 'look');
  if (way === undefined) throw new Error(`nothing looks for a lost "${lost.name}"`);
  rooms.clock.move(way.pausesMs[0] ?? 0);
  const { entry } = await makeCall(connected, way.call(lost, segment), before);
  return entry.result as LookResult;
}

test('every room in the registry is tried here', () => {
  expect(cases.map(({ network }) => network).sort()).toEqual([...publishingRooms.keys()].sort());
});

describe.for(cases.map((roomCase) => [roomCase.network, roomCase] as const))('%s', ([network, roomCase]) => {
  const platform = publishingRooms.get(network) as PublishingRoom;
  const { replies } = platform.profile;
  const ways = Object.values(platform.lost).flat();
  const repeats = ways.some(({ by }) => by === 'repeat');
  const looks = !roomCase.listsNothing && ways.some(({ by }) => by === 'look');
  const login = (name: string) => roomCase.login(rooms.sandbox.url, name);

  const connect = async (name = `person${people++}`): Promise<Connected> => ({
    ...(await connectRoom({ platform, rooms, input: login(name).input })),
    root: await roomCase.root?.(rooms),
  });

  const written = (text: string) => text.replaceAll(roomCase.unwritten ?? /$^/g, '');

  test('connects, and keeps the same remote id when it connects again', async () => {
    const [first, again, other] = [await connect('ada'), await connect('ada'), await connect('grace')];
    expect(again.account).toEqual(first.account);
    expect(other.account.remoteId).not.toBe(first.account.remoteId);
  });

  test('refuses wrong credentials as auth_revoked', async () => {
    const refused = connectRoom({ platform, rooms, input: login('ada').wrong });
    await expect(refused).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'auth_revoked', happened: 'no' });
  });

  test('publishes one segment with exactly the text that was given', async () => {
    const connected = await connect();
    const text = written(`Zoë & "friends" <b>👩‍👩‍👧</b>\nhttps://example.com/a_(b)?c=1 #tag @nobody.invalid 日本語`);
    const published = await walkRoom(connected, segmentOf(connected, { text }));
    expect(await publishedBy(connected)).toMatchObject([{ text, inReplyTo: null }]);
    expect(published.url).toContain(connected.account.webUrl);
    expect((await fetch(published.url ?? '')).status).toBe(200);
  });

  test('publishes with options', async () => {
    const connected = await connect();
    await walkRoom(connected, segmentOf(connected, { options: roomCase.options }));
    expect(await publishedBy(connected)).toMatchObject([{ text: 'Hello' }]);
  });

  test.runIf(replies !== 'NONE')(
    'publishes a thread of three, in order, below each other or all below the root',
    async () => {
      const connected = await connect();
      const root = await walkRoom(connected, segmentOf(connected, { text: 'one' }));
      const second = await walkRoom(connected, segmentOf(connected, { text: 'two', position: 1, root, parent: root }));
      await walkRoom(connected, segmentOf(connected, { text: 'three', position: 2, root, parent: second }));
      const [one, two, three] = await publishedBy(connected);
      expect([one?.text, two?.text, three?.text]).toEqual(['one', 'two', 'three']);
      const above = replies === 'THREAD' ? two?.id : one?.id;
      expect([one?.inReplyTo, two?.inReplyTo, three?.inReplyTo]).toEqual([null, one?.id, above]);
    },
  );

  test.runIf(replies !== 'NONE')('replies to a post that a person named by its address alone', async () => {
    const connected = await connect();
    const { url } = await walkRoom(connected, segmentOf(connected));
    const named = { remoteId: url, url, ref: null };
    await walkRoom(connected, segmentOf(connected, { text: 'reply', position: 1, root: named, parent: named }));
    const [one, two] = await publishedBy(connected);
    expect(two?.inReplyTo).toBe(one?.id);
  });

  test.runIf(replies !== 'NONE')('fails with a sentence where nobody knows what a reply belongs to', async () => {
    const connected = await connect();
    const unknown = { remoteId: null, url: null, ref: null };
    const segment = segmentOf(connected, { position: 1, root: unknown, parent: unknown });
    expect(platform.next(segment, [], new Date())).toMatchObject({ do: 'fail', failure: { kind: 'not_found' } });
  });

  test.runIf(repeats)(
    'sending a lost commit again makes no second post, and gives what the first would have',
    async () => {
      const connected = await connect();
      const segment = segmentOf(connected);
      const { lost, before } = await loseCommit(connected, segment);
      expect(wayBy(connected, lost.name, 'repeat')).toBeDefined();
      const { entry, failure } = await makeCall(connected, lost, before);
      // The engine takes a duplicate that names what is there for what the first did.
      const known = failure?.kind === 'duplicate' ? failure.evidence : undefined;
      const settled = known === undefined ? entry : { ...entry, status: 'DONE' as const, result: known };
      const published = await walkRoom(connected, segment, [...before, settled]);
      const posts = await publishedBy(connected);
      expect(posts).toHaveLength(1);
      expect(published.remoteId).toBe(posts[0]?.id);
    },
  );

  test.runIf(looks)('finds what a lost commit did by looking', async () => {
    const connected = await connect();
    const segment = segmentOf(connected, { text: '  Not yet seen 🙂  ' });
    const { lost, before } = await loseCommit(connected, segment);
    await walkRoom(connected, segmentOf(connected, { text: 'Something else, later' }));
    const seen = await look(connected, { lost, before }, segment);
    const found = seen.verdict === 'found' ? seen.result : null;
    const published = await walkRoom(connected, segment, [...before, { ...lost, status: 'DONE', result: found }]);
    const posts = await publishedBy(connected);
    expect(posts).toHaveLength(2);
    expect(published.remoteId).toBe(roomCase.tellsIdsLater ? null : posts[0]?.id);
  });

  test.runIf(looks)('sees that a commit never arrived', async () => {
    const connected = await connect();
    const segment = segmentOf(connected);
    await walkRoom(connected, segmentOf(connected, { text: 'Something else' }));
    const lost = await loseCommit(connected, segment, 'server_error');
    expect(await look(connected, lost, segment)).toMatchObject({ verdict: 'absent' });
  });

  test.for(faultSorts)('sorts the fault $fault', async ({ fault, kinds, happened }) => {
    const connected = await connect();
    if (!(await arm(connected, fault))) return;
    const failure = await walkRoom(connected, segmentOf(connected)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PlatformFailure);
    expect(failure).toMatchObject({ kind: expect.toBeOneOf([...kinds]), happened });
    const retryAt = (failure as PlatformFailure).retryAt;
    if (fault === 'rate_limited') expect(retryAt?.getTime()).toBeGreaterThan(Date.now());
  });

  test('a refused commit is made again under the same key', async () => {
    const connected = await connect();
    const segment = segmentOf(connected);
    const journal: JournalEntry[] = [];
    await arm(connected, 'rate_limited');
    await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ kind: 'rate_limited' });
    const later = new Date(rooms.clock.now().getTime() + 60_000);
    const next = platform.next(segment, journal, later);
    expect(next).toMatchObject({ do: 'call', call: { name: journal.at(-1)?.name, kind: 'commit' } });
    await walkRoom(connected, segment, journal);
    if (repeats) await makeCall(connected, journal.findLast(({ status }) => status === 'REFUSED') as never);
    expect(await publishedBy(connected)).toHaveLength(1);
  });

  test.runIf(!roomCase.refusesDuplicates)('publishing again in another round makes another post', async () => {
    const connected = await connect();
    const segment = segmentOf(connected);
    await walkRoom(connected, segment);
    await walkRoom(connected, { ...segment, round: 2 });
    expect(await publishedBy(connected)).toHaveLength(2);
  });

  test.runIf(roomCase.refusesDuplicates)('publishing again in another round is refused as a duplicate', async () => {
    const connected = await connect();
    const segment = segmentOf(connected);
    await walkRoom(connected, segment);
    const again = walkRoom(connected, { ...segment, round: 2 });
    await expect(again).rejects.toMatchObject({ kind: 'duplicate', happened: 'no' });
    expect(await publishedBy(connected)).toHaveLength(1);
  });

  test.runIf(platform.profile.removesPosts)(
    'removes a post, and calls one that is gone already gone where it can tell',
    async () => {
      const connected = await connect();
      const published = await walkRoom(connected, segmentOf(connected));
      expect(await platform.remove(published, sessionOf(connected))).toBe('removed');
      expect(await publishedBy(connected)).toEqual([]);
      const again = roomCase.listsNothing ? 'removed' : 'already_gone';
      expect(await platform.remove(published, sessionOf(connected))).toBe(again);
    },
  );

  test.runIf(!platform.profile.removesPosts)('says that it removes nothing', async () => {
    const connected = await connect();
    const published = await walkRoom(connected, segmentOf(connected));
    const refused = platform.remove(published, sessionOf(connected));
    await expect(refused).rejects.toMatchObject({ kind: 'unsupported', hint: expect.any(String) });
    expect(await publishedBy(connected)).toHaveLength(1);
  });

  test('renews its credentials before they expire, and publishes with the new ones', async () => {
    const connected = await connect();
    const renewAt = platform.connecting.renewAt(connected.credentials);
    if (renewAt !== null) expect(renewAt.getTime()).toBeGreaterThan(Date.now());
    const renewed = await platform.connecting.renew(sessionOf(connected));
    expect(platform.credentials.parse(renewed)).toEqual(renewed);
    await walkRoom({ ...connected, credentials: renewed }, segmentOf(connected));
    expect(await publishedBy(connected)).toHaveLength(1);
  });

  test('gives the same next call from every prefix of the journal', async () => {
    const connected = await connect();
    const text = written(`Hello @${connected.account.username} and https://example.com`);
    const segment = segmentOf(connected, { text });
    const journal: JournalEntry[] = [];
    await walkRoom(connected, segment, journal);
    const now = rooms.clock.now();
    for (let length = 0; length <= journal.length; length += 1) {
      const prefix = journal.slice(0, length);
      const copied = JSON.parse(JSON.stringify(prefix), revived) as JournalEntry[];
      const next = platform.next(segment, prefix, now);
      expect(platform.next(structuredClone(segment), copied, now)).toEqual(next);
      if (next.do === 'call') expect(next.call.name).toBe(journal[length]?.name);
      if (length === journal.length) expect(next.do).toBe('finish');
    }
  });

  mediaSentences({ platform, roomCase, rooms: () => rooms, connect, arm });

  test('lets no credential into a failure or the journal', async () => {
    const connected = await connect();
    const secrets = Object.values(connected.credentials as object).filter(
      (value) => typeof value === 'string' && /token|password|ey/.test(value),
    );
    expect(secrets.length).toBeGreaterThan(0);
    const seen: string[] = [];
    for (const { fault } of faultSorts) {
      await arm(connected, fault);
      const journal: JournalEntry[] = [];
      const failure = await walkRoom(connected, segmentOf(connected), journal).catch((error: unknown) => error);
      const { message, hint, cause } = failure as PlatformFailure;
      seen.push(JSON.stringify({ journal, message, hint, cause: String(cause) }));
    }
    for (const secret of secrets) expect(seen.join('\n')).not.toContain(secret);
  });
});
