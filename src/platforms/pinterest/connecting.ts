import { z } from 'zod';
import { HOUR } from '../media-rule.ts';
import { refreshableConnecting } from '../refreshable-connecting.ts';
import { askForTokens } from './tokens.ts';

const DAY = 24 * HOUR;
const scopes = ['boards:read', 'boards:write', 'pins:read', 'pins:write', 'user_accounts:read'];

const userSchema = z.object({
  id: z.string().min(1),
  username: z.string().min(1),
  business_name: z.string().nullish(),
  profile_image: z.string().nullish(),
});

/** A renewal gives another refresh token, good for 60 days from then. */
export const connecting = refreshableConnecting({
  pasted: {
    accessToken:
      'A user’s access token of the app in PINTEREST_CLIENT_ID, with the scopes boards:read, boards:write, pins:read, pins:write and user_accounts:read.',
    refreshToken:
      'The refresh token that came with it. Without it the account has to be connected again after 30 days.',
  },
  // https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/: an access token is good for 30 days.
  lifetimeMs: 30 * DAY,
  lasts: 'after 30 days',
  renewBeforeMs: 5 * DAY,
  endsUnused: true,

  // The same page: there is no code challenge.
  page: {
    host: 'login',
    path: '/oauth/',
    scopes,
    scopeSeparator: ',',
    clientIdName: 'client_id',
    pkce: false,
    parameters: {},
  },
  // Apps from before September 2025 have to ask for refresh tokens that can be renewed.
  withCode: { continuous_refresh: 'true' },
  ask: askForTokens,

  /** https://developers.pinterest.com/docs/api/v5/user_account-get */
  async read({ accessToken }, { send }) {
    const headers = { authorization: `Bearer ${accessToken}` };
    const user = await send({ method: 'GET', path: '/v5/user_account', headers }, userSchema);
    const { id, username, business_name, profile_image: avatarUrl = null } = user;
    return [{ remoteId: id, username, nickname: business_name || null, avatarUrl }];
  },
});
