import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';

const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
  refresh_expires_in: z.number().positive().optional(),
});

/** Tokens, and when the one that renews them dies. */
export type Login = { credentials: Credentials; refreshExpiresAt: Date | null };

/** https://developers.tiktok.com/doc/oauth-user-access-token-management */
export async function askForTokens(
  grant: Record<string, string>,
  { client, now, send }: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Login> {
  if (client === null) throw noClient();
  const form = { client_key: client.id, client_secret: client.secret, ...grant };
  const tokens = await send({ method: 'POST', path: '/v2/oauth/token/', form }, tokensSchema);
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  return {
    credentials: {
      accessToken: tokens.access_token,
      accessExpiresAt: after(tokens.expires_in).toISOString(),
      refreshToken: tokens.refresh_token ?? null,
    },
    refreshExpiresAt: tokens.refresh_expires_in === undefined ? null : after(tokens.refresh_expires_in),
  };
}

function noClient(): PlatformFailure {
  const message = 'The login cannot be renewed without the keys of the app that it was made with.';
  const hint = 'Set TIKTOK_CLIENT_ID and TIKTOK_CLIENT_SECRET, restart Postern, and connect the account again.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint });
}
