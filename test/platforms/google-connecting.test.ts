import { expect, test } from 'vitest';
import { PlatformFailure } from '../../src/platforms/failure.ts';
import { googleConnecting } from '../../src/platforms/google-connecting.ts';
import type { HttpRequest } from '../../src/platforms/http-request.ts';
import type { Line, Session } from '../../src/platforms/platform.ts';
import type { RefreshableCredentials } from '../../src/platforms/refreshable-login.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const client = { id: 'the-client', secret: 'the-secret' };
const profile = { remoteId: '1', username: 'ada', nickname: null, avatarUrl: null, textLimit: null };
const connecting = googleConnecting({ settings: 'ROOM', scopes: ['a', 'b'], read: async () => [profile, profile] });

/** A line to Google, with what was sent over it. */
function lineTo(tokens: object = {}, facts: Partial<Line> = {}) {
  const sent: HttpRequest[] = [];
  const line: Line = {
    now,
    client,
    exchange: () => Promise.reject(new Error('No headers are needed.')),
    async send(request, schema) {
      sent.push(request);
      return schema.parse(tokens);
    },
    ...facts,
  };
  return { line, sent };
}

const renewing = (refreshToken: string | null, line: Line) =>
  connecting.renew({
    ...line,
    credentials: { accessToken: 'a', accessExpiresAt: now.toISOString(), refreshToken },
  } as Session<RefreshableCredentials>);

test('a pasted token is taken for an hour, and renewed five minutes before', async () => {
  const [first, second] = await connecting.open({ accessToken: 'a', refreshToken: 'r' }, lineTo().line);
  const credentials = { accessToken: 'a', accessExpiresAt: '2026-11-22T13:00:00.000Z', refreshToken: 'r' };
  expect(first).toEqual({ ...profile, server: null, credentials, expireAt: null });
  expect(second).toEqual(first);
  expect(connecting.renewAt(credentials)).toEqual(new Date('2026-11-22T12:55:00.000Z'));
});

test.for([
  ['without a refresh token', null, client],
  ['without the keys of the app', 'r', null],
] as const)('a login %s ends after an hour', async ([, refreshToken, keys]) => {
  const { line } = lineTo({}, { client: keys });
  const [opened] = await connecting.open({ accessToken: 'a', refreshToken }, line);
  expect(opened?.expireAt).toEqual(new Date('2026-11-22T13:00:00.000Z'));
  await expect(renewing(refreshToken, line)).rejects.toMatchObject({ kind: 'auth_revoked' });
});

test('renewing shows the app’s keys, and keeps the refresh token', async () => {
  const { line, sent } = lineTo({ access_token: 'b', expires_in: 3_599 });
  const renewed = { accessToken: 'b', accessExpiresAt: '2026-11-22T12:59:59.000Z', refreshToken: 'r' };
  expect(await renewing('r', line)).toEqual(renewed);
  const keys = { client_id: 'the-client', client_secret: 'the-secret' };
  const form = { grant_type: 'refresh_token', refresh_token: 'r', ...keys };
  expect(sent).toEqual([{ method: 'POST', host: 'token', path: '/token', form }]);
});

test('a code is given for tokens that last, with what was asked for at the login page', async () => {
  const { authorization } = connecting;
  expect(authorization).toMatchObject({
    host: 'login',
    path: '/o/oauth2/v2/auth',
    parameters: { access_type: 'offline', prompt: 'consent' },
    pkce: true,
  });
  const { line, sent } = lineTo({ access_token: 'b', expires_in: 3_600, refresh_token: 's' });
  const answer = { code: 'c', redirectUri: 'https://postern.test/back', codeVerifier: 'v' };
  const [opened] = (await authorization?.finish(answer, line)) ?? [];
  expect(opened).toMatchObject({ credentials: { accessToken: 'b', refreshToken: 's' }, expireAt: null });
  expect(sent[0]?.form).toMatchObject({
    grant_type: 'authorization_code',
    code: 'c',
    redirect_uri: 'https://postern.test/back',
    code_verifier: 'v',
  });
});

test('a token that Google refuses while an account is connected is no good', async () => {
  const refused = new PlatformFailure({ kind: 'auth_expired', happened: 'no', message: 'No.', status: 401 });
  const broken = googleConnecting({ settings: 'ROOM', scopes: [], read: () => Promise.reject(refused) });
  await expect(broken.open({ accessToken: 'a' }, lineTo().line)).rejects.toMatchObject({ kind: 'auth_revoked' });
});
