import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Authorization, ConnectedProfile, Connecting, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { readMember, readPages } from './profiles.ts';
import { type Login, pasted, redeem, refresh, renewAt } from './tokens.ts';

const memberScopes = ['openid', 'profile', 'email', 'w_member_social'];
const pageScopes = ['w_organization_social', 'r_organization_social', 'rw_organization_admin'];

const token = (what: string) => z.string(`Give the ${what}.`).trim().min(1, `Give the ${what}.`);

function inputWith(scopes: readonly string[], opens: string) {
  return z.object({
    accessToken: token('access token')
      .max(4_000, 'An access token has at most 4000 characters.')
      .describe(
        `${opens} Made at linkedin.com/developers/tools/oauth/token-generator, with the scopes ${scopes.join(', ')}. It lives for 60 days.`,
      ),
    refreshToken: token('refresh token')
      .max(4_000, 'A refresh token has at most 4000 characters.')
      .optional()
      .describe(
        'LinkedIn gives one to approved applications alone. With it, and the application’s id and secret set on the server, the login renews itself for a year.',
      ),
  });
}

export type Input = z.infer<ReturnType<typeof inputWith>>;

type Reading = (login: Login, line: Line) => Promise<ConnectedProfile<Credentials>[]>;

function connectingWith(scopes: readonly string[], opens: string, read: Reading): Connecting<Credentials, Input> {
  return {
    input: inputWith(scopes, opens),
    server: () => null,
    open: async ({ accessToken, refreshToken }, line) => {
      const login = refreshToken === undefined ? pasted(accessToken, line.now) : await refresh(refreshToken, line);
      return read(login, line);
    },
    renewAt,
    endsAt: ({ expiresAt }) => new Date(expiresAt),
    async renew({ credentials, ...line }) {
      if (credentials.refreshToken === null) throw cannotBeRenewed();
      return (await refresh(credentials.refreshToken, line)).credentials;
    },
    authorization: authorizationWith(scopes, read),
  };
}

// https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow
function authorizationWith(scopes: readonly string[], read: Reading): Authorization<Credentials> {
  return {
    host: 'www',
    path: '/oauth/v2/authorization',
    scopes,
    scopeSeparator: ' ',
    clientIdName: 'client_id',
    pkce: false,
    parameters: {},
    finish: async (answer, line) => read(await redeem(answer, line), line),
  };
}

export const connecting = connectingWith(memberScopes, 'The member’s access token.', readMember);

export const pageConnecting = connectingWith(
  pageScopes,
  'An administrator’s access token: it connects every page that the login administers.',
  readPages,
);

function cannotBeRenewed(): PlatformFailure {
  const message = 'The login at LinkedIn is over, and LinkedIn gave nothing to renew it with.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
}
