import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { ConnectedProfile, Connecting, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { askForTokens } from './tokens.ts';

const DAY_MS = 24 * 60 * 60_000;
// https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/: an access token is good for 30 days.
const ACCESS_LIFETIME_MS = 30 * DAY_MS;
const RENEW_BEFORE_MS = 5 * DAY_MS;

const token = (what: string) =>
  z
    .string(`Give the ${what}.`)
    .trim()
    .min(1, `Give the ${what}.`)
    .max(2_000, `The ${what} has at most 2000 characters.`);

const input = z.object({
  accessToken: token('access token').describe(
    'A user’s access token of the app in PINTEREST_CLIENT_ID, with the scopes boards:read, boards:write, pins:read, pins:write and user_accounts:read.',
  ),
  refreshToken: token('refresh token')
    .nullish()
    .describe('The refresh token that came with it. Without it the account has to be connected again after 30 days.'),
});

export type Input = z.infer<typeof input>;

const userSchema = z.object({
  id: z.string().min(1),
  username: z.string().min(1),
  business_name: z.string().nullish(),
  profile_image: z.string().nullish(),
});

export const connecting: Connecting<Credentials, Input> = {
  input,
  server: () => null,
  endsUnused: true,
  renewAt: ({ refreshToken, accessExpiresAt }) =>
    refreshToken === null ? null : new Date(Date.parse(accessExpiresAt) - RENEW_BEFORE_MS),

  async open({ accessToken, refreshToken }, line) {
    // Pinterest does not say how old the token is: one that is over sooner is renewed when it is refused.
    const accessExpiresAt = new Date(line.now.getTime() + ACCESS_LIFETIME_MS).toISOString();
    return [await profileOf({ accessToken, accessExpiresAt, refreshToken: refreshToken ?? null }, line)];
  },

  /** A renewal gives another refresh token, good for 60 days from then. */
  async renew(session) {
    const { refreshToken } = session.credentials;
    if (refreshToken === null) throw notRenewable();
    const renewed = await askForTokens({ grant_type: 'refresh_token', refresh_token: refreshToken }, session);
    return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
  },

  // https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/: there is no code challenge.
  authorization: {
    host: 'login',
    path: '/oauth/',
    scopes: ['boards:read', 'boards:write', 'pins:read', 'pins:write', 'user_accounts:read'],
    scopeSeparator: ',',
    clientIdName: 'client_id',
    pkce: false,
    parameters: {},
    async finish({ code, redirectUri }, line) {
      // Apps from before September 2025 have to ask for refresh tokens that can be renewed.
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, continuous_refresh: 'true' };
      return [await profileOf(await askForTokens(form, line), line)];
    },
  },
};

/** https://developers.pinterest.com/docs/api/v5/user_account-get */
async function profileOf(credentials: Credentials, line: Line): Promise<ConnectedProfile<Credentials>> {
  const user = await readUser(credentials, line);
  const renews = credentials.refreshToken !== null && line.client !== null;
  return {
    remoteId: user.id,
    username: user.username,
    nickname: user.business_name || null,
    avatarUrl: user.profile_image ?? null,
    textLimit: null,
    server: null,
    credentials,
    expireAt: renews ? null : new Date(credentials.accessExpiresAt),
  };
}

async function readUser({ accessToken }: Credentials, { send }: Line): Promise<z.infer<typeof userSchema>> {
  const headers = { authorization: `Bearer ${accessToken}` };
  try {
    return await send({ method: 'GET', path: '/v5/user_account', headers }, userSchema);
  } catch (error) {
    if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
    const { message, cause } = error;
    throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, cause });
  }
}

function notRenewable(): PlatformFailure {
  const message = 'The login was made without a refresh token, so it ends after 30 days.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
}
