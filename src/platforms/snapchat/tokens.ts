import type { Line } from '../platform.ts';
import { clientOf, grantedLogin, tokensSchema } from '../refreshable-login.ts';
import type { Credentials } from './credentials.ts';

/** How long an access token lives, 1800 or 3600 s, is (uncertain): what is said counts. https://developers.snap.com/api/marketing-api/Ads-API/authentication */
export async function askForTokens(
  grant: Readonly<Record<string, string>>,
  line: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Credentials> {
  const { id, secret } = clientOf(line, 'SNAPCHAT');
  const form = { client_id: id, client_secret: secret, ...grant };
  const path = '/login/oauth2/access_token';
  return grantedLogin(await line.send({ method: 'POST', host: 'login', path, form }, tokensSchema), line);
}
