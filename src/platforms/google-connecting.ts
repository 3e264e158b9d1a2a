import { HOUR, MINUTE } from './media-rule.ts';
import type { Connecting, Line } from './platform.ts';
import { type OpenedProfile, type PastedTokens, refreshableConnecting } from './refreshable-connecting.ts';
import { clientOf, grantedLogin, type RefreshableCredentials, tokensSchema } from './refreshable-login.ts';

/** Where one logs in at Google, and where tokens are given; to stand among a room's `hosts`. */
export const googleLoginHosts = { login: 'https://accounts.google.com', token: 'https://oauth2.googleapis.com' };

type Room = {
  /** The operator's settings, as they are called: "YOUTUBE". */
  settings: string;
  scopes: readonly string[];
  /** Which profiles a login opens. */
  read(accessToken: string, line: Line): Promise<readonly OpenedProfile[]>;
};

/** Connecting with a login at Google, for a room that says what the login is for. */
export function googleConnecting({ settings, scopes, read }: Room): Connecting<RefreshableCredentials, PastedTokens> {
  return refreshableConnecting({
    pasted: {
      accessToken: `An OAuth 2.0 access token of the app in ${settings}_CLIENT_ID, with the scopes ${scopes.join(', ')}. developers.google.com/oauthplayground makes one, with the app’s own keys.`,
      refreshToken:
        'The refresh token that came with it, where access_type=offline was asked for. Without it the account has to be connected again after an hour.',
    },
    // https://developers.google.com/identity/protocols/oauth2/web-server#offline: access tokens live for an hour, the refresh token stays.
    lifetimeMs: HOUR,
    lasts: 'after an hour',
    renewBeforeMs: 5 * MINUTE,

    // https://developers.google.com/identity/protocols/oauth2/web-server#httprest
    page: {
      host: 'login',
      path: '/o/oauth2/v2/auth',
      scopes,
      scopeSeparator: ' ',
      clientIdName: 'client_id',
      pkce: true,
      parameters: { access_type: 'offline', prompt: 'consent', include_granted_scopes: 'true' },
    },
    ask: (grant, line) => askForTokens(grant, line, settings),
    read: ({ accessToken }, line) => read(accessToken, line),
  });
}

type TokenLine = Pick<Line, 'client' | 'now' | 'send'>;

/** https://developers.google.com/identity/protocols/oauth2/web-server#exchange-authorization-code */
async function askForTokens(
  form: Readonly<Record<string, string>>,
  line: TokenLine,
  settings: string,
): Promise<RefreshableCredentials> {
  const { id, secret } = clientOf(line, settings);
  const keys = { client_id: id, client_secret: secret };
  const request = { method: 'POST', host: 'token', path: '/token', form: { ...form, ...keys } } as const;
  return grantedLogin(await line.send(request, tokensSchema), line);
}
