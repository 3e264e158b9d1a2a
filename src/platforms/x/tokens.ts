import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';

const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
});

/** The app is a confidential client. https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token */
export async function askForTokens(
  form: Record<string, string>,
  { client, now, send }: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Credentials> {
  if (client === null) throw noClient();
  const key = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
  const headers = { authorization: `Basic ${key}` };
  const tokens = await send({ method: 'POST', path: '/2/oauth2/token', headers, form }, tokensSchema);
  return {
    accessToken: tokens.access_token,
    accessExpiresAt: new Date(now.getTime() + tokens.expires_in * 1000).toISOString(),
    refreshToken: tokens.refresh_token ?? null,
  };
}

function noClient(): PlatformFailure {
  const message = 'The login cannot be renewed without the keys of the app that it was made with.';
  const hint = 'Set X_CLIENT_ID and X_CLIENT_SECRET, restart Postern, and connect the account again.';
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint });
}
