import { HOUR, MINUTE } from './media-rule.ts';
import type { ConnectedProfile, Connecting, Line } from './platform.ts';
import {
  accessEndsAt,
  asRevoked,
  clientOf,
  endOf,
  grantedLogin,
  type PastedTokens,
  pastedLogin,
  pastedTokens,
  type RefreshableCredentials,
  renewsBefore,
  renewWith,
  tokensSchema,
} from './refreshable-login.ts';

// https://developers.google.com/identity/protocols/oauth2/web-server#offline: access tokens live for an hour.
const ACCESS_LIFETIME_MS = HOUR;
const RENEW_BEFORE_MS = 5 * MINUTE;

/** Where one logs in at Google, and where tokens are given; to stand among a room's `hosts`. */
export const googleLoginHosts = { login: 'https://accounts.google.com', token: 'https://oauth2.googleapis.com' };

/** A profile without what every login at Google has alike. */
type Profile = Omit<ConnectedProfile<RefreshableCredentials>, 'server' | 'credentials' | 'expireAt'>;

type Room = {
  /** The operator's settings, as they are called: "YOUTUBE". */
  settings: string;
  scopes: readonly string[];
  /** Which profiles a login opens. */
  read(accessToken: string, line: Line): Promise<Profile[]>;
};

/** Connecting with a login at Google, for a room that says what the login is for. */
export function googleConnecting({ settings, scopes, read }: Room): Connecting<RefreshableCredentials, PastedTokens> {
  const opened = async (credentials: RefreshableCredentials, line: Line) => {
    const expireAt = endOf(credentials, line);
    const profiles = await read(credentials.accessToken, line).catch(asRevoked);
    return profiles.map((profile) => ({ ...profile, server: null, credentials, expireAt }));
  };
  const ask = (form: Record<string, string>, line: TokenLine) => askForTokens(form, line, settings);
  return {
    input: inputFor(settings, scopes),
    server: () => null,
    renewAt: renewsBefore(RENEW_BEFORE_MS),
    endsAt: accessEndsAt,
    open: (tokens, line) => opened(pastedLogin(tokens, line, ACCESS_LIFETIME_MS), line),
    // https://developers.google.com/identity/protocols/oauth2/web-server#offline: the refresh token stays.
    renew: renewWith(ask, 'after an hour'),

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
        return opened(await ask(form, line), line);
      },
    },
  };
}

function inputFor(settings: string, scopes: readonly string[]) {
  return pastedTokens({
    accessToken: `An OAuth 2.0 access token of the app in ${settings}_CLIENT_ID, with the scopes ${scopes.join(', ')}. developers.google.com/oauthplayground makes one, with the app’s own keys.`,
    refreshToken:
      'The refresh token that came with it, where access_type=offline was asked for. Without it the account has to be connected again after an hour.',
  });
}

type TokenLine = Pick<Line, 'client' | 'now' | 'send'>;

/** https://developers.google.com/identity/protocols/oauth2/web-server#exchange-authorization-code */
async function askForTokens(
  form: Record<string, string>,
  line: TokenLine,
  settings: string,
): Promise<RefreshableCredentials> {
  const { id, secret } = clientOf(line, settings);
  const keys = { client_id: id, client_secret: secret };
  const request = { method: 'POST', host: 'token', path: '/token', form: { ...form, ...keys } } as const;
  return grantedLogin(await line.send(request, tokensSchema), line);
}
