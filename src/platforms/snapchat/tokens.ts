import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';

const tokensSchema = z.object({
  access_token: z.string().min(1),
  // 1800 or 3600 (uncertain): what is said counts.
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().min(1).optional(),
});

/** https://developers.snap.com/api/marketing-api/Ads-API/authentication */
export async function askForTokens(
  grant: Record<string, string>,
  { client, now, send }: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Credentials> {
  if (client === null) throw noClient();
  const form = { client_id: client.id, client_secret: client.secret, ...grant };
  const path = '/login/oauth2/access_token';
  const tokens = await send({ method: 'POST', host: 'login', path, form }, tokensSchema);
  return {
    accessToken: tokens.access_token,
    accessExpiresAt: new Date(now.getTime() + tokens.expires_in * 1000).toISOString(),
    refreshToken: tokens.refresh_token ?? null,
  };
}

function noClient(): PlatformFailure {
  const message = 'The login cannot be renewed without the keys of the app that it was made with.';
  const hint = 'Set SNAPCHAT_CLIENT_ID and SNAPCHAT_CLIENT_SECRET, restart Postern, and connect the account again.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint });
}
