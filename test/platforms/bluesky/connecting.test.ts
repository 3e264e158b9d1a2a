import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connecting } from '../../../src/platforms/bluesky/connecting.ts';
import { bluesky } from '../../../src/platforms/bluesky/index.ts';
import { expiryOf, pdsIn } from '../../../src/platforms/bluesky/login.ts';
import type { Session } from '../../../src/platforms/platform.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { connectRoom, sessionOf } from '../../support/walk-room.ts';

let rooms: RoomsAtSandbox;

beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});

afterEach(async () => {
  await fetch(`${rooms.sandbox.url}/_faults`, { method: 'DELETE' });
});

afterAll(async () => {
  await rooms[Symbol.asyncDispose]();
});

const connect = (identifier = 'ada.sandbox.test') =>
  connectRoom({
    platform: { ...bluesky, ...bluesky.publishing },
    rooms,
    input: { service: `${rooms.sandbox.url}/bluesky`, identifier, password: 'app-password-ada' },
  });

async function arm(fault: string, operation: string): Promise<void> {
  const body = JSON.stringify({ channel: 'bluesky', fault, operation });
  await fetch(`${rooms.sandbox.url}/_faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

type Kept = typeof bluesky.publishing.credentials._output;
const open = (connected: Awaited<ReturnType<typeof connect>>) => sessionOf(connected) as Session<Kept>;

test('goes to bsky.social where no service is given', () => {
  expect(connecting.server(connecting.input.parse({ identifier: 'ada', password: 'x' }))).toBe('https://bsky.social');
});

test.each([
  [
    { service: 'bsky.social', identifier: 'ada', password: 'x' },
    ['Give the server’s address, such as https://bsky.social.'],
  ],
  [{ identifier: ' ', password: '' }, ['Give the handle, such as ada.bsky.social.', 'Give the app password.']],
  [{}, ['Give the handle, such as ada.bsky.social.', 'Give the app password.']],
])('%j is refused with what to give', (credentials, messages) => {
  expect(connecting.input.safeParse(credentials).error?.issues.map(({ message }) => message)).toEqual(messages);
});

test('takes a handle with its @, and keeps the server that holds the posts', async () => {
  const { account, credentials } = await connect('@ada.sandbox.test');
  expect(account).toMatchObject({ username: 'ada.sandbox.test', server: `${rooms.sandbox.url}/bluesky` });
  expect(connecting.renewAt(credentials as Kept)?.getTime()).toBeGreaterThan(Date.now() + 60_000);
});

test('connects without a name and a picture where the network will not give them', async () => {
  await arm('server_error', 'app.bsky.actor.getProfile');
  expect((await connect()).account.username).toBe('ada.sandbox.test');
});

test('renews with the refresh token, which changes', async () => {
  const connected = await connect();
  const renewed = await connecting.renew(open(connected));
  expect(renewed.refreshJwt).not.toBe((connected.credentials as Kept).refreshJwt);
});

test('logs in again where the refresh token is not taken any more', async () => {
  const connected = await connect();
  const { credentials } = connected;
  const stale = { ...connected, credentials: { ...(credentials as Kept), refreshJwt: 'e30.e30.e30' } };
  const renewed = await connecting.renew(open(stale));
  expect(renewed.did).toBe((credentials as Kept).did);
});

test('asks for a person only where the login is refused, too', async () => {
  const connected = await connect();
  const stale = { ...(connected.credentials as Kept), refreshJwt: 'e30.e30.e30', appPassword: 'changed' };
  const renewing = connecting.renew(open({ ...connected, credentials: stale }));
  await expect(renewing).rejects.toMatchObject({ kind: 'auth_revoked', happened: 'no' });
});

test('leaves a failure to come by itself to the next try', async () => {
  const connected = await connect();
  await arm('server_error', 'com.atproto.server.refreshSession');
  await expect(connecting.renew(open(connected))).rejects.toMatchObject({ kind: 'transient' });
});

test('reads the server out of a DID document, and the expiry out of a token', () => {
  const service = [
    { id: 'did:plc:x#other', serviceEndpoint: 'https://other.test' },
    { id: '#atproto_pds', serviceEndpoint: 'https://pds.test' },
  ];
  expect(pdsIn({ service })).toBe('https://pds.test');
  for (const none of [
    undefined,
    null,
    {},
    { service: [] },
    { service: [{ id: '#atproto_pds', serviceEndpoint: {} }] },
  ]) {
    expect(pdsIn(none)).toBeNull();
  }
  const now = new Date('2026-11-22T12:00:00Z');
  const claims = Buffer.from(JSON.stringify({ exp: 1_795_352_400 })).toString('base64url');
  expect(expiryOf(`e30.${claims}.x`, now)).toBe('2026-11-22T13:00:00.000Z');
  for (const opaque of ['', 'opaque', 'a.b.c']) expect(expiryOf(opaque, now)).toBe('2026-11-22T14:00:00.000Z');
});
