import type { Line } from '../platform.ts';
import { basic, clientOf, grantedLogin, tokensSchema } from '../refreshable-login.ts';
import type { Credentials } from './credentials.ts';

/** The app is a confidential client. https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token */
export async function askForTokens(
  form: Readonly<Record<string, string>>,
  line: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Credentials> {
  const headers = basic(clientOf(line, 'X'));
  const tokens = await line.send({ method: 'POST', path: '/2/oauth2/token', headers, form }, tokensSchema);
  return grantedLogin(tokens, line);
}
