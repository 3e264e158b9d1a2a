import { MINUTE } from '../media-rule.ts';
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
import { type PublicProfile, readProfiles } from './profiles.ts';
import { askForTokens } from './tokens.ts';

// 30 or 60 minutes (uncertain): of a token that nobody told the age of, the shorter is taken.
const ACCESS_LIFETIME_MS = 30 * MINUTE;
const RENEW_BEFORE_MS = 5 * MINUTE;

const input = pastedTokens({
  accessToken:
    'An access token with the scope snapchat-profile-api, of an app that Snap has allowed to use the Public Profile API.',
  refreshToken:
    'The refresh token that came with it. Without it the account has to be connected again within the hour.',
});

export type Input = PastedTokens;

export const connecting: Connecting<Credentials, Input> = {
  input,
  server: () => null,
  renewAt: renewsBefore(RENEW_BEFORE_MS),
  endsAt: accessEndsAt,

  open: (tokens, line) => profilesOf(pastedLogin(tokens, line, ACCESS_LIFETIME_MS), line),

  /** The refresh token that comes back may be another one (uncertain): then it takes the place of the one that was sent. */
  renew: renewWith(askForTokens, 'within the hour'),

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
  const expireAt = endOf(credentials, line);
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
