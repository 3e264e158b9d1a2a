import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { ConnectedProfile, Connecting, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { askForTokens } from './tokens.ts';

// https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code: an access token is good for two hours.
const ACCESS_LIFETIME_MS = 2 * 60 * 60_000;
const RENEW_BEFORE_MS = 10 * 60_000;

const token = (what: string) =>
  z
    .string(`Give the ${what}.`)
    .trim()
    .min(1, `Give the ${what}.`)
    .max(2_000, `The ${what} has at most 2000 characters.`);

const input = z.object({
  accessToken: token('access token').describe(
    'A user’s OAuth 2.0 access token of the app in X_CLIENT_ID, with the scopes tweet.read, tweet.write, users.read and media.write.',
  ),
  refreshToken: token('refresh token')
    .nullish()
    .describe(
      'The refresh token that came with it, where the scope offline.access was asked for. Without it the account has to be connected again after two hours.',
    ),
});

export type Input = z.infer<typeof input>;

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
  renewAt: ({ refreshToken, accessExpiresAt }) =>
    refreshToken === null ? null : new Date(Date.parse(accessExpiresAt) - RENEW_BEFORE_MS),

  async open({ accessToken, refreshToken }, line) {
    // X does not say how old the token is: one that is over sooner is renewed when it is refused.
    const accessExpiresAt = new Date(line.now.getTime() + ACCESS_LIFETIME_MS).toISOString();
    return [await profileOf({ accessToken, accessExpiresAt, refreshToken: refreshToken ?? null }, line)];
  },

  /** A refresh token is used up by its use: what comes back takes its place. */
  async renew(session) {
    const { refreshToken } = session.credentials;
    if (refreshToken === null) throw notRenewable();
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const renewed = await askForTokens(form, session);
    return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
  },

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
  const renews = credentials.refreshToken !== null && line.client !== null;
  return {
    remoteId: data.id,
    username: data.username,
    nickname: data.name || null,
    avatarUrl: data.profile_image_url ?? null,
    textLimit: null,
    server: null,
    credentials,
    expireAt: renews ? null : new Date(credentials.accessExpiresAt),
  };
}

async function readUser({ accessToken }: Credentials, { send }: Line): Promise<z.infer<typeof userSchema>> {
  const path = '/2/users/me?user.fields=profile_image_url';
  try {
    return await send({ method: 'GET', path, headers: { authorization: `Bearer ${accessToken}` } }, userSchema);
  } catch (error) {
    if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
    const { message, cause } = error;
    throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, cause });
  }
}

function notRenewable(): PlatformFailure {
  const message = 'The login was made without a refresh token, so it ends after two hours.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
}
