import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectedProfile } from '../../../src/platforms/platform.ts';
import { demoClient } from '../../../src/sandbox/demo-client.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { sessionOf } from '../../support/walk-room.ts';
import { type Channel, connectSomeone, roomOf } from './accounts.ts';

const DAY = 24 * 60 * 60_000;
const REDIRECT = 'https://postern.example/oauth/callback';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

function lineTo(channel: Channel) {
  return rooms.lines.openLine(roomOf(channel), { server: null, signal: AbortSignal.timeout(2_000) });
}

function open(channel: Channel, input: object): Promise<ConnectedProfile<unknown>[]> {
  const { connecting } = roomOf(channel);
  return connecting.open(connecting.input.parse(input), lineTo(channel));
}

const inDays = (days: number) => new Date(rooms.clock.now().getTime() + days * DAY).toISOString().slice(0, 13);
const hourOf = (date: Date | null | undefined) => date?.toISOString().slice(0, 13);

test('a member is known by the name that LinkedIn gives', async () => {
  const [profile] = await open('linkedin', { accessToken: 'sandbox-token-marlow' });
  expect(profile).toMatchObject({
    remoteId: expect.stringMatching(/^urn:li:person:[\w-]{10}$/),
    username: 'Marlow Press',
    nickname: 'Marlow Press',
    server: null,
  });
});

test('one login connects every page that it administers', async () => {
  const profiles = await open('linkedin_page', { accessToken: 'sandbox-token-marlow.fernweh' });
  expect(profiles.map(({ username, nickname }) => [username, nickname])).toEqual([
    ['marlow', 'Marlow Press'],
    ['fernweh', 'Fernweh Trails'],
  ]);
  for (const { remoteId } of profiles) expect(remoteId).toMatch(/^urn:li:organization:\d+$/);
});

test('a login that administers no page is refused with what to do', async () => {
  const opening = open('linkedin_page', { accessToken: 'sandbox-token-.' });
  await expect(opening).rejects.toMatchObject({ kind: 'permission', hint: expect.stringContaining('administrator') });
});

test('without a refresh token a person has to come back after 60 days, and nothing is renewed', async () => {
  const { connecting } = roomOf('linkedin');
  const [profile] = await open('linkedin', { accessToken: 'sandbox-token-short' });
  expect(hourOf(profile?.expireAt)).toBe(inDays(60));
  expect(connecting.renewAt(profile?.credentials)).toBeNull();
  const session = sessionOf(await connectSomeone(rooms, 'linkedin'));
  await expect(connecting.renew(session)).rejects.toMatchObject({ kind: 'auth_revoked' });
});

test('with a refresh token it is renewed before 60 days, for a year', async () => {
  const { connecting } = roomOf('linkedin_page');
  const connected = await connectSomeone(rooms, 'linkedin_page', { refreshToken: 'sandbox-refresh-lasting' });
  const [profile] = await open('linkedin_page', { accessToken: 'any', refreshToken: 'sandbox-refresh-lasting' });
  expect(hourOf(profile?.expireAt)).toBe(inDays(365));
  expect(hourOf(connecting.renewAt(profile?.credentials))).toBe(inDays(53));
  const renewed = (await connecting.renew(sessionOf(connected))) as { accessToken: string; refreshToken: string };
  expect(renewed.refreshToken).toBe('sandbox-refresh-lasting');
  expect(renewed.accessToken).not.toBe((connected.credentials as { accessToken: string }).accessToken);
});

test('a refresh token is of no use without the application that it was given to', async () => {
  const { connecting } = roomOf('linkedin');
  const input = connecting.input.parse({ accessToken: 'any', refreshToken: 'sandbox-refresh-lonely' });
  const opening = connecting.open(input, { ...lineTo('linkedin'), client: null });
  await expect(opening).rejects.toMatchObject({ kind: 'auth_revoked', hint: expect.stringContaining('client id') });
});

test.for([
  ['linkedin', 'w_member_social', 1],
  ['linkedin_page', 'w_organization_social', 2],
] as const)('%s: the login page asks for %s, and its code opens %i', async ([channel, scope, count]) => {
  const { authorization } = roomOf(channel).connecting;
  if (authorization === null) throw new Error('there is no login page');
  expect(authorization.scopes).toContain(scope);
  const query = new URLSearchParams({
    response_type: 'code',
    [authorization.clientIdName]: demoClient.id,
    redirect_uri: REDIRECT,
    state: 'a-state',
    scope: authorization.scopes.join(authorization.scopeSeparator),
  });
  const answer = await fetch(`${rooms.sandbox.url}/${channel}${authorization.path}?${query}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision: 'authorise', account: 'ada.grace' }),
  });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const finish = () => authorization.finish({ code, redirectUri: REDIRECT, codeVerifier: '' }, lineTo(channel));
  const profiles = await finish();
  expect(profiles).toHaveLength(count);
  expect(hourOf(profiles[0]?.expireAt)).toBe(inDays(365));
  await expect(finish()).rejects.toMatchObject({ kind: 'auth_revoked' });
});
