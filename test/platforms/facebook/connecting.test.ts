import { afterAll, beforeAll, expect, test } from 'vitest';
import { facebook } from '../../../src/platforms/facebook/index.ts';
import { publishingRooms } from '../../../src/platforms/index.ts';
import type { Line, PublishingRoom } from '../../../src/platforms/platform.ts';
import { demoClient } from '../../../src/sandbox/demo-client.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { connectRoom, segmentOf, walkRoom } from '../../support/walk-room.ts';

const platform = publishingRooms.get('facebook') as PublishingRoom;
const { connecting } = facebook.publishing;
const redirectUri = 'http://127.0.0.1/callback';
let rooms: RoomsAtSandbox;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

const line = (): Line => rooms.lines.openLine(platform, { server: null, signal: AbortSignal.timeout(2_000) });
const open = (accessToken: string) => connecting.open({ accessToken }, line());

/** Authorises in Facebook's dialog as that person, and gives the code. */
async function authorise(account: string): Promise<string> {
  const { path, scopes, parameters } = connecting.authorization ?? { path: '', scopes: [], parameters: {} };
  const asked = { client_id: demoClient.id, redirect_uri: redirectUri, state: 's', response_type: 'code' };
  const query = new URLSearchParams({ ...asked, scope: scopes.join(','), ...parameters });
  const body = new URLSearchParams({ account, decision: 'authorise' });
  const url = `${rooms.sandbox.url}/facebook${path}?${query}`;
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

test('a person’s token connects every Page of theirs, each with a token of its own, for ever', async () => {
  const profiles = await open('sandbox-token-ada-and-grace');
  expect(profiles).toMatchObject([
    { username: 'ada', nickname: 'ada', server: null, expireAt: null, remoteId: expect.stringMatching(/^\d+$/) },
    { username: 'grace' },
  ]);
  expect(new Set(profiles.map(({ credentials }) => credentials.accessToken)).size).toBe(2);
  expect(connecting.renewAt(profiles[0]?.credentials ?? { accessToken: '' })).toBeNull();
});

test('a Page’s own token connects that Page', async () => {
  const [ada] = await open('sandbox-token-ada');
  expect(await open(ada?.credentials.accessToken ?? '')).toEqual([ada]);
});

test('a Page is passed over where its owner may not create content, and where there is no other it is said', async () => {
  const profiles = await open('sandbox-token-ada-and-guest');
  expect(profiles.map(({ username }) => username)).toEqual(['ada']);
  await expect(open('sandbox-token-guest')).rejects.toMatchObject({
    kind: 'permission',
    message: 'The login opens no Page that may be published on.',
    hint: expect.stringContaining('Choose a Page'),
  });
});

test('the Pages of the second list are connected too', async () => {
  const many = Array.from({ length: 120 }, (_, index) => `p${index}`);
  const asked: string[] = [];
  const send: Line['send'] = async ({ path }, schema) => {
    asked.push(path);
    const [from, to] = path.includes('after=') ? [100, 120] : [0, 100];
    const data = many.slice(from, to).map((name, index) => ({ id: String(from + index), name, access_token: name }));
    const cursors = { after: String(to) };
    return schema.parse({ data, paging: { cursors, ...(to < 120 ? { next: 'https://graph.facebook.com/…' } : {}) } });
  };
  const profiles = await connecting.open({ accessToken: 'x' }, { ...line(), send });
  expect(profiles).toHaveLength(120);
  expect(asked.map((path) => new URL(path, 'http://x').searchParams.get('after'))).toEqual([null, '100']);
});

test('a login’s code becomes a long-lived token, whose Pages’ tokens still hold a year later', async () => {
  const code = await authorise('ada');
  const [ada] = (await connecting.authorization?.finish({ code, redirectUri, codeVerifier: '' }, line())) ?? [];
  expect(ada).toMatchObject({ username: 'ada', expireAt: null });
  rooms.clock.move(365 * 86_400_000);
  const webUrl = rooms.lines.webUrlOf(platform, null);
  const account = { remoteId: ada?.remoteId ?? '', username: 'ada', server: null, webUrl };
  const connected = { platform, rooms, account, credentials: ada?.credentials };
  await expect(walkRoom(connected, segmentOf(connected))).resolves.toMatchObject({ remoteId: expect.any(String) });
});

test('a code that was used is refused', async () => {
  const code = await authorise('ada');
  const answer = { code, redirectUri, codeVerifier: '' };
  await connecting.authorization?.finish(answer, line());
  await expect(connecting.authorization?.finish(answer, line())).rejects.toMatchObject({ happened: 'no' });
});

test('a Page whose token was revoked is connected again with the same person’s token', async () => {
  const connected = await connectRoom({ platform, rooms, input: { accessToken: 'sandbox-token-revoked' } });
  await rooms.sandbox.fault({ channel: 'facebook', fault: 'token_revoked' });
  await expect(walkRoom(connected, segmentOf(connected))).rejects.toMatchObject({ kind: 'auth_revoked' });
  await expect(walkRoom(connected, segmentOf(connected))).rejects.toMatchObject({ kind: 'auth_revoked' });
  const again = await connectRoom({ platform, rooms, input: { accessToken: 'sandbox-token-revoked' } });
  expect(again.account).toEqual(connected.account);
  await walkRoom(again, segmentOf(again));
});

test('what is missing is asked for', () => {
  for (const credentials of [{}, { accessToken: ' ' }])
    expect(connecting.input.safeParse(credentials).error?.issues.map(({ message }) => message)).toEqual([
      'Give the access token.',
    ]);
});
