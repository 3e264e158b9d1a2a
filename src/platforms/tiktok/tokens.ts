import { z } from 'zod';
import type { Line } from '../platform.ts';
import { clientOf, grantedLogin, tokensSchema } from '../refreshable-login.ts';
import type { Credentials } from './credentials.ts';

const answerSchema = tokensSchema.extend({ refresh_expires_in: z.number().positive().optional() });

/** Tokens, and when the one that renews them dies. */
export type Login = { credentials: Credentials; refreshExpiresAt: Date | null };

/** https://developers.tiktok.com/doc/oauth-user-access-token-management */
export async function askForTokens(
  grant: Record<string, string>,
  line: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Login> {
  const { id, secret } = clientOf(line, 'TIKTOK');
  const form = { client_key: id, client_secret: secret, ...grant };
  const tokens = await line.send({ method: 'POST', path: '/v2/oauth/token/', form }, answerSchema);
  const lives = tokens.refresh_expires_in;
  const refreshExpiresAt = lives === undefined ? null : new Date(line.now.getTime() + lives * 1_000);
  return { credentials: grantedLogin(tokens, line), refreshExpiresAt };
}
