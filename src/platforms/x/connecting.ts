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

// https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code: an access token is good for two hours.
const ACCESS_LIFETIME_MS = 2 * 60 * 60_000;
const RENEW_BEFORE_MS = 10 * 60_000;

const input = pastedTokens({
  accessToken:
    'A user’s OAuth 2.0 access token of the app in X_CLIENT_ID, with the scopes tweet.read, tweet.write, users.read and media.write.',
  refreshToken:
    'The refresh token that came with it, where the scope offline.access was asked for. Without it the account has to be connected again after two hours.',
});

export type Input = PastedTokens;

const userSchema = z.object({
  data: z.object({
    id: z.string(),
    username: z.string(),
    name: z.string().optional(),
    profile_image_url: z.string().optional(),
  }),
});

export const connecting: Connecting<Credentials, Input> = {
  input,
  server: () => null,
  renewAt: renewsBefore(RENEW_BEFORE_MS),
  endsAt: accessEndsAt,

  open: async (tokens, line) => [await profileOf(pastedLogin(tokens, line, ACCESS_LIFETIME_MS), line)],

  /** A refresh token is used up by its use: what comes back takes its place. */
  renew: renewWith(askForTokens, 'after two hours'),

  // https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
  authorization: {
    host: 'login',
    path: '/i/oauth2/authorize',
    scopes: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
    scopeSeparator: ' ',
    clientIdName: 'client_id',
    pkce: true,
    parameters: {},
    async finish({ code, redirectUri, codeVerifier }, line) {
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier };
      return [await profileOf(await askForTokens(form, line), line)];
    },
  },
};

/** https://docs.x.com/x-api/users/get-my-user */
async function profileOf(credentials: Credentials, line: Line): Promise<ConnectedProfile<Credentials>> {
  const { data } = await readUser(credentials, line);
  return {
    remoteId: data.id,
    username: data.username,
    nickname: data.name || null,
    avatarUrl: data.profile_image_url ?? null,
    textLimit: null,
    server: null,
    credentials,
    expireAt: endOf(credentials, line),
  };
}

async function readUser({ accessToken }: Credentials, { send }: Line): Promise<z.infer<typeof userSchema>> {
  const path = '/2/users/me?user.fields=profile_image_url';
  try {
    return await send({ method: 'GET', path, headers: { authorization: `Bearer ${accessToken}` } }, userSchema);
  } catch (error) {
    return asRevoked(error);
  }
}
