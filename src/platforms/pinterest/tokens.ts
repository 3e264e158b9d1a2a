import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';

const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
});

/** https://developers.pinterest.com/docs/api/v5/oauth-token: the app shows itself with HTTP Basic. */
export async function askForTokens(
  form: Record<string, string>,
  { client, now, send }: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Credentials> {
  if (client === null) throw noClient();
  const key = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
  const headers = { authorization: `Basic ${key}` };
  const request = { method: 'POST', path: '/v5/oauth/token', headers, form } as const;
  const tokens = await send(request, tokensSchema).catch(asClientsFault);
  return {
    accessToken: tokens.access_token,
    accessExpiresAt: new Date(now.getTime() + tokens.expires_in * 1000).toISOString(),
    refreshToken: tokens.refresh_token ?? null,
  };
}

/** No access token is sent there: what failed to show itself is the app. */
function asClientsFault(error: unknown): never {
  if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
  const { message, cause } = error;
  const hint =
    'Check PINTEREST_CLIENT_ID and PINTEREST_CLIENT_SECRET against the app’s keys at developers.pinterest.com, then call retryFailedPlatforms.';
  throw new PlatformFailure({ kind: 'permission', happened: 'no', message, hint, cause });
}

function noClient(): PlatformFailure {
  const message = 'The login cannot be renewed without the keys of the app that it was made with.';
  const hint = 'Set PINTEREST_CLIENT_ID and PINTEREST_CLIENT_SECRET, restart Postern, and connect the account again.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint });
}
