import { PlatformFailure } from '../failure.ts';
import type { Line } from '../platform.ts';
import { basic, clientOf, grantedLogin, tokensSchema } from '../refreshable-login.ts';
import type { Credentials } from './credentials.ts';

/** https://developers.pinterest.com/docs/api/v5/oauth-token: the app shows itself with HTTP Basic. */
export async function askForTokens(
  form: Readonly<Record<string, string>>,
  line: Pick<Line, 'client' | 'now' | 'send'>,
): Promise<Credentials> {
  const headers = basic(clientOf(line, 'PINTEREST'));
  const request = { method: 'POST', path: '/v5/oauth/token', headers, form } as const;
  return grantedLogin(await line.send(request, tokensSchema).catch(asClientsFault), line);
}

/** No access token is sent there: what failed to show itself is the app. */
function asClientsFault(error: unknown): never {
  if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
  const { message, cause } = error;
  const hint =
    'Check PINTEREST_CLIENT_ID and PINTEREST_CLIENT_SECRET against the app’s keys at developers.pinterest.com, then call retryFailedPlatforms.';
  throw new PlatformFailure({ kind: 'permission', happened: 'no', message, hint, cause });
}
