import { z } from 'zod';
import { HOUR } from '../media-rule.ts';
import { refreshableConnecting } from '../refreshable-connecting.ts';
import { readCreator } from './creator.ts';
import { askForTokens } from './tokens.ts';
import { userHeaders } from './user-headers.ts';

const userSchema = z.object({
  data: z.object({
    user: z.object({ open_id: z.string().min(1), avatar_url: z.string().optional() }),
  }),
});

/** The refresh token that comes back may be another one: it takes the place of the one that was sent. */
export const connecting = refreshableConnecting({
  pasted: {
    accessToken:
      'A user’s access token of the app in TIKTOK_CLIENT_ID, with the scopes user.info.basic and video.publish, and video.list to find posts whose answer was lost.',
    refreshToken:
      'The refresh token that came with it. Without it the account has to be connected again after 24 hours.',
  },
  // https://developers.tiktok.com/doc/oauth-user-access-token-management: an access token is good for 24 hours.
  lifetimeMs: 24 * HOUR,
  lasts: 'after 24 hours',
  renewBeforeMs: HOUR,

  // https://developers.tiktok.com/doc/login-kit-web: there is no code challenge for the web.
  page: {
    host: 'login',
    path: '/v2/auth/authorize/',
    scopes: ['user.info.basic', 'video.publish', 'video.list'],
    scopeSeparator: ',',
    clientIdName: 'client_key',
    pkce: false,
    parameters: {},
  },
  ask: askForTokens,

  /** https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info: the name in addresses needs another scope there, so it is the creator's. */
  async read(credentials, line) {
    const path = '/v2/user/info/?fields=open_id,avatar_url';
    const { data } = await line.send({ method: 'GET', path, headers: userHeaders(credentials) }, userSchema);
    const { creator_username: username, creator_nickname } = await readCreator(credentials, line);
    const { open_id: remoteId, avatar_url: avatarUrl = null } = data.user;
    return [{ remoteId, username, nickname: creator_nickname || null, avatarUrl }];
  },
});
