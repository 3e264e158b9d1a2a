import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { ClientKeys, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';

const DAY_MS = 24 * 60 * 60_000;
/** https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow: every access token lives for 60 days. */
const ACCESS_DAYS = 60;
const RENEW_DAYS_BEFORE = 7;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});

/** What a login gives: credentials, and when a person must log in again. */
export type Login = { credentials: Credentials; expireAt: Date | null };

/** A login with a token that a person pasted: it may be older, so this is the latest that it can expire. */
export function pasted(accessToken: string, now: Date): Login {
  const expireAt = new Date(now.getTime() + ACCESS_DAYS * DAY_MS);
  return { credentials: { accessToken, expiresAt: expireAt.toISOString(), refreshToken: null }, expireAt };
}

/** https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow#step-3-exchange-authorization-code-for-an-access-token */
export function redeem({ code, redirectUri }: { code: string; redirectUri: string }, line: Line): Promise<Login> {
  return ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }, null, line);
}

/** https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens: the refresh token stays, and dies after a year. */
export function refresh(refreshToken: string, line: Line): Promise<Login> {
  return ask({ grant_type: 'refresh_token', refresh_token: refreshToken }, refreshToken, line);
}

/** Without a refresh token a person has to log in again, and there is nothing to renew. */
export function renewAt({ expiresAt, refreshToken }: Credentials): Date | null {
  return refreshToken === null ? null : new Date(Date.parse(expiresAt) - RENEW_DAYS_BEFORE * DAY_MS);
}

async function ask(grant: Record<string, string>, kept: string | null, line: Line): Promise<Login> {
  const { id, secret } = clientOf(line);
  const form = { ...grant, client_id: id, client_secret: secret };
  const token = await line.send({ method: 'POST', host: 'www', path: '/oauth/v2/accessToken', form }, tokenSchema);
  const refreshToken = token.refresh_token ?? kept;
  const expiresAt = inSeconds(token.expires_in, line.now);
  const endsAt =
    token.refresh_token_expires_in === undefined ? null : inSeconds(token.refresh_token_expires_in, line.now);
  return {
    credentials: { accessToken: token.access_token, expiresAt: expiresAt.toISOString(), refreshToken },
    expireAt: refreshToken === null ? expiresAt : endsAt,
  };
}

function clientOf({ client }: Line): ClientKeys {
  if (client !== null) return client;
  const message = 'Only the LinkedIn application that a login was made with can renew it, and none is set up here.';
  const hint = 'Set its client id and secret, or connect the account with an access token alone.';
  throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint });
}

function inSeconds(seconds: number, now: Date): Date {
  return new Date(now.getTime() + seconds * 1000);
}
