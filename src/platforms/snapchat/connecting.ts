import { MINUTE } from '../media-rule.ts';
import { refreshableConnecting } from '../refreshable-connecting.ts';
import { readProfiles } from './profiles.ts';
import { askForTokens } from './tokens.ts';

/** The refresh token that comes back may be another one (uncertain): then it takes the place of the one that was sent. */
export const connecting = refreshableConnecting({
  pasted: {
    accessToken:
      'An access token with the scope snapchat-profile-api, of an app that Snap has allowed to use the Public Profile API.',
    refreshToken:
      'The refresh token that came with it. Without it the account has to be connected again within the hour.',
  },
  // 30 or 60 minutes (uncertain): of a token that nobody told the age of, the shorter is taken.
  lifetimeMs: 30 * MINUTE,
  lasts: 'within the hour',
  renewBeforeMs: 5 * MINUTE,

  // https://developers.snap.com/api/marketing-api/Ads-API/authentication; that no code challenge is wanted is (uncertain).
  page: {
    host: 'login',
    path: '/login/oauth2/authorize',
    scopes: ['snapchat-profile-api'],
    scopeSeparator: ' ',
    clientIdName: 'client_id',
    pkce: false,
    parameters: {},
  },
  ask: askForTokens,

  async read(credentials, line) {
    const profiles = await readProfiles(credentials, line);
    return profiles.map(({ id, snap_user_name, display_name, logo_urls }) => ({
      remoteId: id,
      username: snap_user_name ?? id,
      nickname: display_name || null,
      avatarUrl: logo_urls?.original_logo_url ?? null,
    }));
  },
});
