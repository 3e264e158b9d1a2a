import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import { MINUTE } from '../media-rule.ts';
import type { ConnectedProfile, Connecting, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { type PublicProfile, readProfiles } from './profiles.ts';
import { askForTokens } from './tokens.ts';

// 30 or 60 minutes (uncertain): of a token that nobody told the age of, the shorter is taken.
const ACCESS_LIFETIME_MS = 30 * MINUTE;
const RENEW_BEFORE_MS = 5 * MINUTE;

const token = (what: string) =>
  z
    .string(`Give the ${what}.`)
    .trim()
    .min(1, `Give the ${what}.`)
    .max(4_000, `The ${what} has at most 4000 characters.`);

const input = z.object({
  accessToken: token('access token').describe(
    'An access token with the scope snapchat-profile-api, of an app that Snap has allowed to use the Public Profile API.',
  ),
  refreshToken: token('refresh token')
    .nullish()
    .describe('The refresh token that came with it. Without it the account has to be connected again within the hour.'),
});

export type Input = z.infer<typeof input>;

export const connecting: Connecting<Credentials, Input> = {
  input,
  server: () => null,
  renewAt: ({ refreshToken, accessExpiresAt }) =>
    refreshToken === null ? null : new Date(Date.parse(accessExpiresAt) - RENEW_BEFORE_MS),

  async open({ accessToken, refreshToken }, line) {
    const accessExpiresAt = new Date(line.now.getTime() + ACCESS_LIFETIME_MS).toISOString();
    return profilesOf({ accessToken, accessExpiresAt, refreshToken: refreshToken ?? null }, line);
  },

  /** The refresh token that comes back may be another one (uncertain): then it takes the place of the one that was sent. */
  async renew(session) {
    const { refreshToken } = session.credentials;
    if (refreshToken === null) throw notRenewable();
    const renewed = await askForTokens({ grant_type: 'refresh_token', refresh_token: refreshToken }, session);
    return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
  },

  // https://developers.snap.com/api/marketing-api/Ads-API/authentication; that no code challenge is wanted is (uncertain).
  authorization: {
    host: 'login',
    path: '/login/oauth2/authorize',
    scopes: ['snapchat-profile-api'],
    scopeSeparator: ' ',
    clientIdName: 'client_id',
    pkce: false,
    parameters: {},
    async finish({ code, redirectUri }, line) {
      const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
      return profilesOf(await askForTokens(grant, line), line);
    },
  },
};

async function profilesOf(credentials: Credentials, line: Line): Promise<ConnectedProfile<Credentials>[]> {
  const renews = credentials.refreshToken !== null && line.client !== null;
  const expireAt = renews ? null : new Date(credentials.accessExpiresAt);
  const profiles = await readProfiles(credentials, line).catch(asRevoked);
  return profiles.map((profile) => connected(profile, { credentials, expireAt }));
}

function connected(
  { id, snap_user_name, display_name, logo_urls }: PublicProfile,
  login: Pick<ConnectedProfile<Credentials>, 'credentials' | 'expireAt'>,
): ConnectedProfile<Credentials> {
  return {
    remoteId: id,
    username: snap_user_name ?? id,
    nickname: display_name || null,
    avatarUrl: logo_urls?.original_logo_url ?? null,
    textLimit: null,
    server: null,
    ...login,
  };
}

function asRevoked(error: unknown): never {
  if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
  const { message, cause } = error;
  throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, cause });
}

function notRenewable(): PlatformFailure {
  const message = 'The login was made without a refresh token, so it ends within the hour.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
}
