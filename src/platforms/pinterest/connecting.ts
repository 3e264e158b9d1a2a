import { z } from 'zod';
import type { ConnectedProfile, Connecting, Line } from '../platform.ts';
import {
  accessEndsAt,
  asRevoked,
  endOf,
  type PastedTokens,
  pastedLogin,
  pastedTokens,
  renewsBefore,
  renewWith,
} from '../refreshable-login.ts';
import type { Credentials } from './credentials.ts';
import { askForTokens } from './tokens.ts';

const DAY_MS = 24 * 60 * 60_000;
// https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/: an access token is good for 30 days.
const ACCESS_LIFETIME_MS = 30 * DAY_MS;
const RENEW_BEFORE_MS = 5 * DAY_MS;

const input = pastedTokens({
  accessToken:
    'A user’s access token of the app in PINTEREST_CLIENT_ID, with the scopes boards:read, boards:write, pins:read, pins:write and user_accounts:read.',
  refreshToken: 'The refresh token that came with it. Without it the account has to be connected again after 30 days.',
});

export type Input = PastedTokens;

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
  renewAt: renewsBefore(RENEW_BEFORE_MS),
  endsAt: accessEndsAt,

  open: async (tokens, line) => [await profileOf(pastedLogin(tokens, line, ACCESS_LIFETIME_MS), line)],

  /** A renewal gives another refresh token, good for 60 days from then. */
  renew: renewWith(askForTokens, 'after 30 days'),

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
  return {
    remoteId: user.id,
    username: user.username,
    nickname: user.business_name || null,
    avatarUrl: user.profile_image ?? null,
    textLimit: null,
    server: null,
    credentials,
    expireAt: endOf(credentials, line),
  };
}

async function readUser({ accessToken }: Credentials, { send }: Line): Promise<z.infer<typeof userSchema>> {
  const headers = { authorization: `Bearer ${accessToken}` };
  try {
    return await send({ method: 'GET', path: '/v5/user_account', headers }, userSchema);
  } catch (error) {
    return asRevoked(error);
  }
}
