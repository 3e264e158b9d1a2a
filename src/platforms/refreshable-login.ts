import { z } from 'zod';
import { PlatformFailure } from './failure.ts';
import type { ClientKeys, Line } from './platform.ts';

/** What is kept of a login whose access token ends soon, and is renewed by a refresh token where there is one. */
export const refreshableCredentials = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string().nullable(),
  /** When the refresh token ends, where the network said so. */
  refreshExpiresAt: z.iso.datetime().nullish(),
});

export type RefreshableCredentials = z.infer<typeof refreshableCredentials>;

/** What a token endpoint answers (RFC 6749, section 5.1). Some say how long the refresh token lives, too. */
export const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().min(1).optional(),
  refresh_expires_in: z.coerce.number().positive().optional(),
});

/** A token endpoint's answer, as it is kept. */
export function grantedLogin(tokens: z.infer<typeof tokensSchema>, { now }: Pick<Line, 'now'>): RefreshableCredentials {
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000).toISOString();
  const { refresh_expires_in: refreshLasts } = tokens;
  return {
    accessToken: tokens.access_token,
    accessExpiresAt: after(tokens.expires_in),
    refreshToken: tokens.refresh_token ?? null,
    ...(refreshLasts === undefined ? {} : { refreshExpiresAt: after(refreshLasts) }),
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
