import { z } from 'zod';
import { PlatformFailure } from './failure.ts';
import type { Authorization, ConnectedProfile, Connecting, Line, Session } from './platform.ts';
import type { RefreshableCredentials } from './refreshable-login.ts';

/** What a person pastes of such a login. */
export type PastedTokens = { accessToken: string; refreshToken?: string | null | undefined };

/** A profile without what is its login's. */
export type OpenedProfile = Pick<
  ConnectedProfile<RefreshableCredentials>,
  'remoteId' | 'username' | 'nickname' | 'avatarUrl'
>;

type Grant = Readonly<Record<string, string>>;

/** What a room says of its network's logins, which end soon and are renewed by refresh tokens. */
export type RefreshableLogins = {
  /** A sentence on where a person gets each token. */
  pasted: { accessToken: string; refreshToken: string };
  /** How long a login without a refresh token lasts, in milliseconds and in words ("after two hours"). */
  lifetimeMs: number;
  lasts: string;
  /** So long before its access token ends a login is renewed. */
  renewBeforeMs: number;
  endsUnused?: true;
  /** The login page. */
  page: Omit<Authorization<RefreshableCredentials>, 'finish'>;
  /** What the token endpoint wants beside the code. */
  withCode?: Grant;
  /** Asks the token endpoint. */
  ask(grant: Grant, line: Pick<Line, 'client' | 'now' | 'send'>): Promise<RefreshableCredentials>;
  /** The profiles that a login opens. */
  read(credentials: RefreshableCredentials, line: Line): Promise<readonly OpenedProfile[]>;
};

/** Connecting with such logins: pasted, or by the network's own page. */
export function refreshableConnecting(logins: RefreshableLogins): Connecting<RefreshableCredentials, PastedTokens> {
  const { lifetimeMs, renewBeforeMs, endsUnused, page, ask } = logins;
  const opened = async (credentials: RefreshableCredentials, line: Line) => {
    const kept = { textLimit: null, server: null, credentials, expireAt: endOf(credentials, line) };
    const profiles = await logins.read(credentials, line).catch(asRevoked);
    return profiles.map((profile) => ({ ...profile, ...kept }));
  };
  return {
    input: inputFor(logins),
    server: () => null,
    ...(endsUnused ? { endsUnused } : {}),
    renewAt: ({ refreshToken, accessExpiresAt }) =>
      refreshToken === null ? null : new Date(Date.parse(accessExpiresAt) - renewBeforeMs),
    endsAt: ({ accessExpiresAt }) => new Date(accessExpiresAt),
    open: (tokens, line) => opened(pastedLogin(tokens, line, lifetimeMs), line),
    renew: (session) => renew(logins, session),
    authorization: {
      ...page,
      async finish({ code, redirectUri, codeVerifier }, line) {
        const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...logins.withCode };
        return opened(await ask(page.pkce ? { ...grant, code_verifier: codeVerifier } : grant, line), line);
      },
    },
  };
}

function inputFor({ pasted }: RefreshableLogins) {
  return z.object({
    accessToken: token('access token').describe(pasted.accessToken),
    refreshToken: token('refresh token').nullish().describe(pasted.refreshToken),
  });
}

function token(what: string) {
  return z
    .string(`Give the ${what}.`)
    .trim()
    .min(1, `Give the ${what}.`)
    .max(4_000, `The ${what} has at most 4000 characters.`);
}

/** Pasted tokens, as they are kept. Nobody says how old they are: what is over sooner is renewed when it is refused. */
function pastedLogin(
  { accessToken, refreshToken }: PastedTokens,
  { now }: Pick<Line, 'now'>,
  lifetimeMs: number,
): RefreshableCredentials {
  const accessExpiresAt = new Date(now.getTime() + lifetimeMs).toISOString();
  return { accessToken, accessExpiresAt, refreshToken: refreshToken ?? null };
}

/** The refresh token that comes back takes the place of the one that was sent; where none does, that one stays. */
async function renew(
  { ask, lasts }: RefreshableLogins,
  session: Session<RefreshableCredentials>,
): Promise<RefreshableCredentials> {
  const { refreshToken } = session.credentials;
  if (refreshToken === null) {
    const message = `The login was made without a refresh token, so it ends ${lasts}.`;
    throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
  }
  const renewed = await ask({ grant_type: 'refresh_token', refresh_token: refreshToken }, session);
  return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
}

/** When a person must act: where the login renews itself, once its refresh token ends, if that is known. */
function endOf(
  { refreshToken, refreshExpiresAt, accessExpiresAt }: RefreshableCredentials,
  { client }: Pick<Line, 'client'>,
): Date | null {
  if (refreshToken === null || client === null) return new Date(accessExpiresAt);
  return refreshExpiresAt == null ? null : new Date(refreshExpiresAt);
}

/** A token that is refused while an account is being connected is no good at all. */
function asRevoked(error: unknown): never {
  if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
  const { message, cause } = error;
  throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, cause });
}
