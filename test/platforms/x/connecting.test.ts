import { expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/platforms/http-request.ts';
import type { Line, Session } from '../../../src/platforms/platform.ts';
import { connecting } from '../../../src/platforms/x/connecting.ts';
import type { Credentials } from '../../../src/platforms/x/credentials.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const inTwoHours = '2026-11-22T14:00:00.000Z';
const user = {
  data: { id: '1346889436626259968', username: 'ada', name: '', profile_image_url: 'https://pbs.test/a.jpg' },
};
const client = { id: 'the-client', secret: 'the:secret' };

/** A line to X, with what was sent over it. */
function lineTo(tokens: object = {}, facts: Partial<Line> = {}) {
  const sent: HttpRequest[] = [];
  const line: Line = {
    now,
    client,
    exchange: () => Promise.reject(new Error('This room needs no headers.')),
    async send(request, schema) {
      sent.push(request);
      return schema.parse(request.path === '/2/oauth2/token' ? tokens : user);
    },
    ...facts,
  };
  return { line, sent };
}

const renewing = (credentials: Credentials, line: Line) =>
  connecting.renew({ ...line, credentials } as Session<Credentials>);

test('a pasted token is taken for two hours, and renewed ten minutes before', async () => {
  const [profile] = await connecting.open({ accessToken: 'a', refreshToken: 'r' }, lineTo().line);
  expect(profile).toEqual({
    remoteId: '1346889436626259968',
    username: 'ada',
    nickname: null,
    avatarUrl: 'https://pbs.test/a.jpg',
    textLimit: null,
    server: null,
    credentials: { accessToken: 'a', accessExpiresAt: inTwoHours, refreshToken: 'r' },
    expireAt: null,
  });
  expect(profile && connecting.renewAt(profile.credentials)).toEqual(new Date('2026-11-22T13:50:00.000Z'));
});

test.for([
  ['without a refresh token', null, client],
  ['without the keys of the app', 'r', null],
] as const)('a login %s ends after two hours', async ([, refreshToken, keys]) => {
  const { line } = lineTo({}, { client: keys });
  const [profile] = await connecting.open({ accessToken: 'a', refreshToken }, line);
  expect(profile?.expireAt).toEqual(new Date(inTwoHours));
  await expect(renewing(profile?.credentials as Credentials, line)).rejects.toMatchObject({ kind: 'auth_revoked' });
});

test('renewing shows the app, and keeps what the answer leaves out', async () => {
  const credentials = { accessToken: 'a', accessExpiresAt: inTwoHours, refreshToken: 'r' };
  const { line, sent } = lineTo({ access_token: 'b', expires_in: 7_200, refresh_token: 's' });
  expect(await renewing(credentials, line)).toEqual({
    accessToken: 'b',
    accessExpiresAt: inTwoHours,
    refreshToken: 's',
  });
  const authorization = `Basic ${Buffer.from('the-client:the:secret').toString('base64')}`;
  const form = { grant_type: 'refresh_token', refresh_token: 'r' };
  expect(sent).toEqual([{ method: 'POST', path: '/2/oauth2/token', headers: { authorization }, form }]);
  const without = lineTo({ access_token: 'b', expires_in: 7_200 });
  expect(await renewing(credentials, without.line)).toMatchObject({ accessToken: 'b', refreshToken: 'r' });
});

test('a code is given for tokens with the verifier, and then for the profile', async () => {
  const { line, sent } = lineTo({ access_token: 'b', expires_in: 7_200, refresh_token: 's' });
  const answer = { code: 'c', redirectUri: 'https://postern.test/callback', codeVerifier: 'v' };
  const profiles = await connecting.authorization?.finish(answer, line);
  expect(profiles).toMatchObject([{ username: 'ada', credentials: { accessToken: 'b', refreshToken: 's' } }]);
  expect(sent[0]?.form).toEqual({
    grant_type: 'authorization_code',
    code: 'c',
    redirect_uri: 'https://postern.test/callback',
    code_verifier: 'v',
  });
});

test('what is missing is asked for', () => {
  const { error } = connecting.input.safeParse({ accessToken: ' ', refreshToken: '' });
  expect(error?.issues.map(({ message }) => message)).toEqual(['Give the access token.', 'Give the refresh token.']);
  expect(connecting.input.safeParse({ accessToken: 'a' }).success).toBe(true);
});
