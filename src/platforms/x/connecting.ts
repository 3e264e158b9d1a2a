import { z } from 'zod';
import { HOUR, MINUTE } from '../media-rule.ts';
import { refreshableConnecting } from '../refreshable-connecting.ts';
import { askForTokens } from './tokens.ts';

const userSchema = z.object({
  data: z.object({
    id: z.string(),
    username: z.string(),
    name: z.string().optional(),
    profile_image_url: z.string().optional(),
  }),
});

/** A refresh token is used up by its use: what comes back takes its place. */
export const connecting = refreshableConnecting({
  pasted: {
    accessToken:
      'A user’s OAuth 2.0 access token of the app in X_CLIENT_ID, with the scopes tweet.read, tweet.write, users.read and media.write.',
    refreshToken:
      'The refresh token that came with it, where the scope offline.access was asked for. Without it the account has to be connected again after two hours.',
  },
  // https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code: an access token is good for two hours.
  lifetimeMs: 2 * HOUR,
  lasts: 'after two hours',
  renewBeforeMs: 10 * MINUTE,

  // https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
  page: {
    host: 'login',
    path: '/i/oauth2/authorize',
    scopes: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
    scopeSeparator: ' ',
    clientIdName: 'client_id',
    pkce: true,
    parameters: {},
  },
  ask: askForTokens,

  /** https://docs.x.com/x-api/users/get-my-user */
  async read({ accessToken }, { send }) {
    const path = '/2/users/me?user.fields=profile_image_url';
    const headers = { authorization: `Bearer ${accessToken}` };
    const { data } = await send({ method: 'GET', path, headers }, userSchema);
    const { id, username, name, profile_image_url: avatarUrl = null } = data;
    return [{ remoteId: id, username, nickname: name || null, avatarUrl }];
  },
});
