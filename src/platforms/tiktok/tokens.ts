import type { Line } from '../platform.ts';
import { clientOf, grantedLogin, tokensSchema } from '../refreshable-login.ts';
import type { Credentials } from './credentials.ts';

/** https://developers.tiktok.com/doc/oauth-user-access-token-management */
export async function askForTokens(
  grant: Readonly<Record<string, string>>,
  line: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Credentials> {
  const { id, secret } = clientOf(line, 'TIKTOK');
  const form = { client_key: id, client_secret: secret, ...grant };
  return grantedLogin(await line.send({ method: 'POST', path: '/v2/oauth/token/', form }, tokensSchema), line);
}
