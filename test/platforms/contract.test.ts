import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { createAddressGuard } from '../../src/network/address-guard.ts';
import { createGuardedAgent } from '../../src/network/guarded-agent.ts';
import { PlatformFailure } from '../../src/platforms/failure.ts';
import { publishingRooms } from '../../src/platforms/index.ts';
import type { JournalEntry, LookResult, WayToSettle } from '../../src/platforms/platform.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Connected, connectRoom, makeCall, segmentOf, sessionOf, walkRoom } from '../support/walk-room.ts';

type SandboxLogin = { input: object; wrong: object };

/** How to log in to the sandbox's playing of each network. */
const logins: Record<string, (url: string, name: string) => SandboxLogin> = {
  bluesky: (url, name) => {
    const input = { service: `${url}/bluesky`, identifier: `${name}.sandbox.test`, password: `app-password-${name}` };
    return { input, wrong: { ...input, password: 'not-this-one' } };
  },
  mastodon: (url, name) => {
    const input = { server: `${url}/mastodon`, accessToken: `sandbox-token-${name}` };
    return { input, wrong: { ...input, accessToken: 'not-this-one' } };
  },
};

const faultSorts = [
  { fault: 'rate_limited', kinds: ['rate_limited'], happened: 'no' },
  { fault: 'server_error', kinds: ['transient'], happened: 'maybe' },
  { fault: 'server_error_after_accept', kinds: ['transient'], happened: 'maybe' },
  { fault: 'drop_after_accept', kinds: ['transient'], happened: 'maybe' },
  { fault: 'slow', kinds: ['transient'], happened: 'maybe' },
  { fault: 'token_expired', kinds: ['auth_expired', 'auth_revoked'], happened: 'no' },
  { fault: 'token_revoked', kinds: ['auth_expired', 'auth_revoked'], happened: 'no' },
] as const;

let sandbox: Sandbox;
const dispatcher = createGuardedAgent(createAddressGuard({ allowLoopback: true, trustedOrigins: [] }));
let people = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, file: null, latencyMs: 0, slowMs: 10_000 });
});

afterEach(async () => {
  await fetch(`${sandbox.url}/_faults`, { method: 'DELETE' });
});

afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  await dispatcher.destroy();
});

type PublishedThere = { id: string; text: string; inReplyTo: string | null };

async function publishedBy({ account, platform }: Connected): Promise<PublishedThere[]> {
  const all = (await (await fetch(`${sandbox.url}/_published`)).json()) as (PublishedThere & {
    channel: string;
    account: string;
  })[];
  return all.filter((post) => post.channel === platform.profile.network && post.account === account.username);
}

async function arm(connected: Connected, fault: string, more: object = {}): Promise<boolean> {
  const body = JSON.stringify({ channel: connected.platform.profile.network, fault, ...more });
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${sandbox.url}/_faults`, { method: 'POST', headers, body })).status === 201;
}

/** Publishes with a lost answer, and gives the commit's entry as the journal has it. */
async function loseCommit(connected: Connected, segment = segmentOf(connected)): Promise<JournalEntry> {
  await arm(connected, 'drop_after_accept');
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  const entry = journal.at(-1);
  if (entry?.kind !== 'commit') throw new Error('no commit was made');
  return entry;
}

function wayBy<By extends WayToSettle['by']>(connected: Connected, commit: string, by: By) {
  const way = connected.platform.lost[commit]?.find((one) => one.by === by);
  return way as Extract<WayToSettle, { by: By }> | undefined;
}

test('every room in the registry is tried here', () => {
  expect(Object.keys(logins).sort()).toEqual([...publishingRooms.keys()].sort());
});

/** Options that a room hands on, of those that an author may choose. */
const chosen: Record<string, JsonObject> = {
  bluesky: { langs: ['nb'], labels: ['nudity'] },
  mastodon: { visibility: 'unlisted', spoilerText: 'Spiders', sensitive: true, language: 'nb' },
};

describe.for([...publishingRooms])('%s', ([network, platform]) => {
  const login = (name: string) => logins[network]?.(sandbox.url, name) as SandboxLogin;

  const connect = (name = `person${people++}`): Promise<Connected> =>
    connectRoom({ platform, dispatcher, input: login(name).input });

  test('connects, and keeps the same remote id when it connects again', async () => {
    const [first, again, other] = [await connect('ada'), await connect('ada'), await connect('grace')];
    expect(again.account).toEqual(first.account);
    expect(other.account.remoteId).not.toBe(first.account.remoteId);
  });

  test('refuses wrong credentials as auth_revoked', async () => {
    const refused = connectRoom({ platform, dispatcher, input: login('ada').wrong });
    await expect(refused).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'auth_revoked', happened: 'no' });
  });

  test('publishes one segment with exactly the text that was given', async () => {
    const connected = await connect();
    const text = `Zoë & "friends" <b>👩‍👩‍👧</b>\nhttps://example.com/a_(b)?c=1 #tag @nobody.invalid 日本語`;
    const published = await walkRoom(connected, segmentOf(connected, { text }));
    expect(await publishedBy(connected)).toMatchObject([{ text, inReplyTo: null }]);
    expect(published.url).toContain(connected.account.server);
    expect((await fetch(published.url ?? '')).status).toBe(200);
  });

  test('publishes with options', async () => {
    const connected = await connect();
    await walkRoom(connected, segmentOf(connected, { options: chosen[network] ?? {} }));
    expect(await publishedBy(connected)).toMatchObject([{ text: 'Hello' }]);
  });

  test('publishes a thread of three, each below the one before', async () => {
    const connected = await connect();
    const root = await walkRoom(connected, segmentOf(connected, { text: 'one' }));
    const second = await walkRoom(connected, segmentOf(connected, { text: 'two', position: 1, root, parent: root }));
    await walkRoom(connected, segmentOf(connected, { text: 'three', position: 2, root, parent: second }));
    const [one, two, three] = await publishedBy(connected);
    expect([one?.text, two?.text, three?.text]).toEqual(['one', 'two', 'three']);
    expect([one?.inReplyTo, two?.inReplyTo, three?.inReplyTo]).toEqual([null, one?.id, two?.id]);
  });

  test('replies to a post that a person named by its address alone', async () => {
    const connected = await connect();
    const { url } = await walkRoom(connected, segmentOf(connected));
    const named = { remoteId: url, url, ref: null };
    await walkRoom(connected, segmentOf(connected, { text: 'reply', position: 1, root: named, parent: named }));
    const [one, two] = await publishedBy(connected);
    expect(two?.inReplyTo).toBe(one?.id);
  });

  test('fails with a sentence where nobody knows what a reply belongs to', async () => {
    const connected = await connect();
    const unknown = { remoteId: null, url: null, ref: null };
    const segment = segmentOf(connected, { position: 1, root: unknown, parent: unknown });
    expect(platform.next(segment, [], new Date())).toMatchObject({ do: 'fail', failure: { kind: 'not_found' } });
  });

  test('sending a lost commit again makes no second post, and gives what the first would have', async () => {
    const connected = await connect();
    const segment = segmentOf(connected);
    const lost = await loseCommit(connected, segment);
    expect(wayBy(connected, lost.name, 'repeat')).toBeDefined();
    const { entry } = await makeCall(connected, lost);
    const next = platform.next(segment, [entry], new Date());
    expect(next.do).toBe('finish');
    const posts = await publishedBy(connected);
    expect(posts).toHaveLength(1);
    expect(next).toMatchObject({ published: { remoteId: posts[0]?.id } });
  });

  test('finds what a lost commit did by looking', async () => {
    const connected = await connect();
    const segment = segmentOf(connected, { text: '  Not yet seen 🙂  ' });
    const lost = await loseCommit(connected, segment);
    await walkRoom(connected, segmentOf(connected, { text: 'Something else, later' }));
    const { entry } = await makeCall(connected, wayBy(connected, lost.name, 'look')?.call(lost, segment) as never);
    const look = entry.result as LookResult;
    const found = look.verdict === 'found' ? look.result : null;
    const next = platform.next(segment, [{ ...lost, status: 'DONE', result: found }], new Date());
    expect(next).toMatchObject({ do: 'finish', published: { remoteId: (await publishedBy(connected))[0]?.id } });
  });

  test('sees that a commit never arrived', async () => {
    const connected = await connect();
    const segment = segmentOf(connected);
    await walkRoom(connected, segmentOf(connected, { text: 'Something else' }));
    await arm(connected, 'server_error');
    const journal: JournalEntry[] = [];
    await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
    const lost = journal.at(-1) as JournalEntry;
    const { entry } = await makeCall(connected, wayBy(connected, lost.name, 'look')?.call(lost, segment) as never);
    expect(entry.result).toEqual({ verdict: 'absent' });
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
    const later = new Date(Date.now() + 60_000);
    const next = platform.next(segment, journal, later);
    expect(next).toMatchObject({ do: 'call', call: { name: journal.at(-1)?.name, kind: 'commit' } });
    await walkRoom(connected, segment, journal);
    await makeCall(connected, journal.findLast(({ status }) => status === 'REFUSED') as never);
    expect(await publishedBy(connected)).toHaveLength(1);
  });

  test('publishing again in another round makes another post', async () => {
    const connected = await connect();
    const segment = segmentOf(connected);
    await walkRoom(connected, segment);
    await walkRoom(connected, { ...segment, round: 2 });
    expect(await publishedBy(connected)).toHaveLength(2);
  });

  test('removes a post, and calls one that is gone already gone', async () => {
    const connected = await connect();
    const published = await walkRoom(connected, segmentOf(connected));
    expect(await platform.remove(published, sessionOf(connected))).toBe('removed');
    expect(await publishedBy(connected)).toEqual([]);
    expect(await platform.remove(published, sessionOf(connected))).toBe('already_gone');
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
    const segment = segmentOf(connected, { text: `Hello @${connected.account.username} and https://example.com` });
    const journal: JournalEntry[] = [];
    await walkRoom(connected, segment, journal);
    const now = new Date('2026-11-22T12:00:00Z');
    for (let length = 0; length <= journal.length; length += 1) {
      const prefix = journal.slice(0, length);
      const copied = JSON.parse(JSON.stringify(prefix)) as JournalEntry[];
      const next = platform.next(segment, prefix, now);
      expect(platform.next(structuredClone(segment), copied, now)).toEqual(next);
      if (next.do === 'call') expect(next.call.name).toBe(journal[length]?.name);
      if (length === journal.length) expect(next.do).toBe('finish');
    }
  });

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
