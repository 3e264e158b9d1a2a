import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientKeys, Session } from '../../../src/platforms/platform.ts';
import { connecting } from '../../../src/platforms/snapchat/connecting.ts';
import type { Credentials } from '../../../src/platforms/snapchat/credentials.ts';
import { demoClient } from '../../../src/sandbox/demo-client.ts';
import { authorise, lineTo, takeSeen } from '../../support/graph-rooms.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';

let rooms: RoomsAtSandbox;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

const open = (name: string, refreshToken: string | null = `sandbox-refresh-${name}`) =>
  connecting.open({ accessToken: `sandbox-token-${name}`, refreshToken }, lineTo(rooms, 'snapchat'));
const inMinutes = (minutes: number) => new Date(rooms.clock.now().getTime() + minutes * 60_000).getTime();

test('a login opens its public profile, and each of several', async () => {
  const [profile, ...others] = await open('marlowpress');
  expect(others).toEqual([]);
  expect(profile).toMatchObject({ username: 'marlowpress', nickname: 'Marlow Press', server: null, expireAt: null });
  expect(profile?.remoteId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect(profile?.avatarUrl).toMatch(/^http/);
  const several = await open('agency-ada');
  expect(several.map(({ username }) => username)).toEqual(['agency-ada', 'agency-ada-two']);
  expect(new Set(several.map(({ remoteId }) => remoteId)).size).toBe(2);
});

test('a login without a profile, and one of an app that is not allowed, are told what to do', async () => {
  const asked = { kind: 'permission', happened: 'no' };
  await expect(open('nobody-ada')).rejects.toMatchObject({ ...asked, hint: expect.stringContaining('Public Profile') });
  await expect(open('outside-ada')).rejects.toMatchObject({ ...asked, hint: expect.stringContaining('ask Snap') });
});

test('a token without what renews it ends within half an hour', async () => {
  const [profile] = await open('brief', null);
  expect(Math.abs((profile?.expireAt?.getTime() ?? 0) - inMinutes(30))).toBeLessThan(5_000);
  expect(profile && connecting.renewAt(profile.credentials)).toBeNull();
});

test('the login page gives tokens that are good for as long as Snapchat says, and are renewed by others', async () => {
  const redirectUri = 'https://postern.test/callback';
  const code = await authorise(rooms, 'snapchat', { account: 'ada', redirectUri });
  await takeSeen(rooms, 'snapchat');
  const finish = connecting.authorization?.finish({ code, redirectUri, codeVerifier: '' }, lineTo(rooms, 'snapchat'));
  const [profile] = (await finish) ?? [];
  const credentials = profile?.credentials;
  if (credentials === undefined) throw new Error('the login gave no profile');
  expect(Math.abs((connecting.renewAt(credentials)?.getTime() ?? 0) - inMinutes(25))).toBeLessThan(5_000);
  const client = { client_id: demoClient.id, client_secret: demoClient.secret };
  expect(await takeSeen(rooms, 'snapchat')).toMatchObject([
    {
      path: '/snapchat/login/oauth2/access_token',
      body: { ...client, grant_type: 'authorization_code', code, redirect_uri: redirectUri },
    },
    { path: '/snapchat/v1/public_profiles/my_profile', body: null },
  ]);
  const renew = (client: ClientKeys | null = demoClient) =>
    connecting.renew({ ...lineTo(rooms, 'snapchat'), credentials, client } as Session<Credentials>);
  const renewed = await renew();
  expect(renewed.accessToken).not.toBe(credentials.accessToken);
  expect(renewed.refreshToken).not.toBe(credentials.refreshToken);
  expect(await takeSeen(rooms, 'snapchat')).toMatchObject([
    { body: { ...client, grant_type: 'refresh_token', refresh_token: credentials.refreshToken } },
  ]);
  await expect(renew()).rejects.toMatchObject({ kind: 'auth_revoked' });
  const keys = expect.stringContaining('SNAPCHAT_CLIENT_ID');
  await expect(renew({ id: 'another', secret: 'x' })).rejects.toMatchObject({ kind: 'permission', hint: keys });
  await expect(renew(null)).rejects.toMatchObject({ kind: 'auth_revoked', hint: keys });
});
