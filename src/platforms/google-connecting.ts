import { z } from 'zod';
import { PlatformFailure } from './failure.ts';
import { HOUR, MINUTE } from './media-rule.ts';
import type { ConnectedProfile, Connecting, Line } from './platform.ts';

// https://developers.google.com/identity/protocols/oauth2/web-server#offline: access tokens live for an hour.
const ACCESS_LIFETIME_MS = HOUR;
const RENEW_BEFORE_MS = 5 * MINUTE;

/** What is kept of a login at Google. There is no refresh token where a person pasted an access token alone. */
export const googleCredentials = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string().nullable(),
});

export type GoogleCredentials = z.infer<typeof googleCredentials>;

/** Where one logs in at Google, and where tokens are given; to stand among a room's `hosts`. */
export const googleLoginHosts = { login: 'https://accounts.google.com', token: 'https://oauth2.googleapis.com' };

const token = (what: string) =>
  z
    .string(`Give the ${what}.`)
    .trim()
    .min(1, `Give the ${what}.`)
    .max(4_000, `The ${what} has at most 4000 characters.`);

export type GoogleInput = { accessToken: string; refreshToken?: string | null | undefined };

/** A profile without what every login at Google has alike. */
type Profile = Omit<ConnectedProfile<GoogleCredentials>, 'server' | 'credentials' | 'expireAt'>;

type Room = {
  /** The operator's settings, as they are called: "YOUTUBE". */
  settings: string;
  scopes: readonly string[];
  /** Which profiles a login opens. */
  read(accessToken: string, line: Line): Promise<Profile[]>;
};

/** Connecting with a login at Google, for a room that says what the login is for. */
export function googleConnecting({ settings, scopes, read }: Room): Connecting<GoogleCredentials, GoogleInput> {
  const noClient = `Set ${settings}_CLIENT_ID and ${settings}_CLIENT_SECRET, restart Postern, and connect the account again.`;
  const opened = async (credentials: GoogleCredentials, line: Line) => {
    const renews = credentials.refreshToken !== null && line.client !== null;
    const expireAt = renews ? null : new Date(credentials.accessExpiresAt);
    const profiles = await read(credentials.accessToken, line).catch(asRevoked);
    return profiles.map((profile) => ({ ...profile, server: null, credentials, expireAt }));
  };
  return {
    input: inputFor(settings, scopes),
    server: () => null,
    renewAt: ({ refreshToken, accessExpiresAt }) =>
      refreshToken === null ? null : new Date(Date.parse(accessExpiresAt) - RENEW_BEFORE_MS),

    open({ accessToken, refreshToken }, line) {
      // Google is not asked how old the token is: one that is over sooner is renewed when it is refused.
      const accessExpiresAt = new Date(line.now.getTime() + ACCESS_LIFETIME_MS).toISOString();
      return opened({ accessToken, accessExpiresAt, refreshToken: refreshToken ?? null }, line);
    },

    /** https://developers.google.com/identity/protocols/oauth2/web-server#offline: the refresh token stays. */
    async renew(session) {
      const { refreshToken } = session.credentials;
      if (refreshToken === null) throw notRenewable();
      const renewed = await askForTokens(
        { grant_type: 'refresh_token', refresh_token: refreshToken },
        session,
        noClient,
      );
      return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
    },

    // https://developers.google.com/identity/protocols/oauth2/web-server#httprest
    authorization: {
      host: 'login',
      path: '/o/oauth2/v2/auth',
      scopes,
      scopeSeparator: ' ',
      clientIdName: 'client_id',
      pkce: true,
      parameters: { access_type: 'offline', prompt: 'consent', include_granted_scopes: 'true' },
      async finish({ code, redirectUri, codeVerifier }, line) {
        const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier };
        return opened(await askForTokens(form, line, noClient), line);
      },
    },
  };
}

function inputFor(settings: string, scopes: readonly string[]) {
  return z.object({
    accessToken: token('access token').describe(
      `An OAuth 2.0 access token of the app in ${settings}_CLIENT_ID, with the scopes ${scopes.join(', ')}. developers.google.com/oauthplayground makes one, with the app’s own keys.`,
    ),
    refreshToken: token('refresh token')
      .nullish()
      .describe(
        'The refresh token that came with it, where access_type=offline was asked for. Without it the account has to be connected again after an hour.',
      ),
  });
}

const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
});

/** https://developers.google.com/identity/protocols/oauth2/web-server#exchange-authorization-code */
async function askForTokens(
  form: Record<string, string>,
  { client, now, send }: Pick<Line, 'client' | 'now' | 'send'>,
  hint: string,
): Promise<GoogleCredentials> {
  if (client === null) {
    const message = 'The login cannot be renewed without the keys of the app that it was made with.';
    throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint });
  }
  const keys = { client_id: client.id, client_secret: client.secret };
  const request = { method: 'POST', host: 'token', path: '/token', form: { ...form, ...keys } } as const;
  const tokens = await send(request, tokensSchema);
  return {
    accessToken: tokens.access_token,
    accessExpiresAt: new Date(now.getTime() + tokens.expires_in * 1_000).toISOString(),
    refreshToken: tokens.refresh_token ?? null,
  };
}

/** A token that is refused while an account is being connected is no good at all. */
function asRevoked(error: unknown): never {
  if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
  const { message, cause } = error;
  throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, cause });
}

function notRenewable(): PlatformFailure {
  const message = 'The login was made without a refresh token, so it ends after an hour.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
}
