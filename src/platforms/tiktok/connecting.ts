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
import { readCreator } from './creator.ts';
import type { Credentials } from './credentials.ts';
import { askForTokens, type Login } from './tokens.ts';
import { userHeaders } from './user-headers.ts';

// https://developers.tiktok.com/doc/oauth-user-access-token-management: an access token is good for 24 hours.
const ACCESS_LIFETIME_MS = 24 * 60 * 60_000;
const RENEW_BEFORE_MS = 60 * 60_000;

const input = pastedTokens({
  accessToken:
    'A user’s access token of the app in TIKTOK_CLIENT_ID, with the scopes user.info.basic and video.publish, and video.list to find posts whose answer was lost.',
  refreshToken: 'The refresh token that came with it. Without it the account has to be connected again after 24 hours.',
});

export type Input = PastedTokens;

const userSchema = z.object({
  data: z.object({
    user: z.object({ open_id: z.string().min(1), avatar_url: z.string().optional() }),
  }),
});

export const connecting: Connecting<Credentials, Input> = {
  input,
  server: () => null,
  renewAt: renewsBefore(RENEW_BEFORE_MS),
  endsAt: accessEndsAt,

  async open(tokens, line) {
    const credentials = pastedLogin(tokens, line, ACCESS_LIFETIME_MS);
    return [await profileOf({ credentials, refreshExpiresAt: null }, line)];
  },

  /** The token that comes back may be another one: it takes the place of the one that was sent. */
  renew: renewWith(async (grant, session) => (await askForTokens(grant, session)).credentials, 'after 24 hours'),

  // https://developers.tiktok.com/doc/login-kit-web: there is no code challenge for the web.
  authorization: {
    host: 'login',
    path: '/v2/auth/authorize/',
    scopes: ['user.info.basic', 'video.publish', 'video.list'],
    scopeSeparator: ',',
    clientIdName: 'client_key',
    pkce: false,
    parameters: {},
    async finish({ code, redirectUri }, line) {
      const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
      return [await profileOf(await askForTokens(grant, line), line)];
    },
  },
};

async function profileOf({ credentials, refreshExpiresAt }: Login, line: Line): Promise<ConnectedProfile<Credentials>> {
  const { user, creator } = await readUser(credentials, line);
  return {
    remoteId: user.open_id,
    username: creator.creator_username,
    nickname: creator.creator_nickname || null,
    avatarUrl: user.avatar_url ?? null,
    textLimit: null,
    server: null,
    credentials,
    expireAt: endOf(credentials, line) ?? refreshExpiresAt,
  };
}

/** https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info: the name in addresses needs another scope there, so it is the creator's. */
async function readUser(credentials: Credentials, line: Line) {
  const headers = userHeaders(credentials);
  try {
    const path = '/v2/user/info/?fields=open_id,avatar_url';
    const { data } = await line.send({ method: 'GET', path, headers }, userSchema);
    return { user: data.user, creator: await readCreator(credentials, line) };
  } catch (error) {
    return asRevoked(error);
  }
}
