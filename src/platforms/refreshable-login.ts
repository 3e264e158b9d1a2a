import { z } from 'zod';
import { PlatformFailure } from './failure.ts';
import type { ClientKeys, Line, Session } from './platform.ts';

/** What is kept of a login whose access token ends soon, and is renewed by a refresh token where there is one. */
export const refreshableCredentials = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string().nullable(),
});

export type RefreshableCredentials = z.infer<typeof refreshableCredentials>;

/** What a person pastes of such a login. */
export type PastedTokens = { accessToken: string; refreshToken?: string | null | undefined };

/** What connectAccount takes, with a sentence on where a person gets each token. */
export function pastedTokens(described: { accessToken: string; refreshToken: string }) {
  return z.object({
    accessToken: token('access token').describe(described.accessToken),
    refreshToken: token('refresh token').nullish().describe(described.refreshToken),
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
export function pastedLogin(
  { accessToken, refreshToken }: PastedTokens,
  { now }: Pick<Line, 'now'>,
  lifetimeMs: number,
): RefreshableCredentials {
  const accessExpiresAt = new Date(now.getTime() + lifetimeMs).toISOString();
  return { accessToken, accessExpiresAt, refreshToken: refreshToken ?? null };
}

/** What a token endpoint answers (RFC 6749, section 5.1). */
export const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().min(1).optional(),
});

/** A token endpoint's answer, as it is kept. */
export function grantedLogin(tokens: z.infer<typeof tokensSchema>, { now }: Pick<Line, 'now'>): RefreshableCredentials {
  return {
    accessToken: tokens.access_token,
    accessExpiresAt: new Date(now.getTime() + tokens.expires_in * 1_000).toISOString(),
    refreshToken: tokens.refresh_token ?? null,
  };
}

/** When to renew a login: so long before its access token ends; null where nothing can. */
export function renewsBefore(ms: number): (credentials: RefreshableCredentials) => Date | null {
  return ({ refreshToken, accessExpiresAt }) =>
    refreshToken === null ? null : new Date(Date.parse(accessExpiresAt) - ms);
}

/** When the access token of a login ends. */
export function accessEndsAt({ accessExpiresAt }: RefreshableCredentials): Date {
  return new Date(accessExpiresAt);
}

type Renewing = Session<RefreshableCredentials>;
type Ask = (grant: Record<string, string>, session: Renewing) => Promise<RefreshableCredentials>;

/** Renews a login. The refresh token that comes back takes the place of the one that was sent; where none does, that one stays. */
export function renewWith(ask: Ask, lasts: string): (session: Renewing) => Promise<RefreshableCredentials> {
  return async (session) => {
    const { refreshToken } = session.credentials;
    if (refreshToken === null) {
      const message = `The login was made without a refresh token, so it ends ${lasts}.`;
      throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
    }
    const renewed = await ask({ grant_type: 'refresh_token', refresh_token: refreshToken }, session);
    return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
  };
}

/** The keys of the operator's app; `settings` is what its variables begin with. Throws auth_revoked where they are not set. */
export function clientOf({ client }: Pick<Line, 'client'>, settings: string): ClientKeys {
  if (client !== null) return client;
  const message = 'The login cannot be renewed without the keys of the app that it was made with.';
  const hint = `Set ${settings}_CLIENT_ID and ${settings}_CLIENT_SECRET, restart Postern, and connect the account again.`;
  throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint });
}

/** An app's keys as HTTP Basic shows them (RFC 6749, section 2.3.1). */
export function basic({ id, secret }: ClientKeys): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

/** When a person must act: never where the login renews itself. */
export function endOf(credentials: RefreshableCredentials, { client }: Pick<Line, 'client'>): Date | null {
  const renews = credentials.refreshToken !== null && client !== null;
  return renews ? null : new Date(credentials.accessExpiresAt);
}

/** For what was thrown while an account is being connected: a token that is refused then is no good at all. */
export function asRevoked(error: unknown): never {
  if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
  const { message, cause } = error;
  throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, cause });
}
