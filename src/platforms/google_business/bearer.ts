import type { GoogleCredentials } from '../google-connecting.ts';
import type { Session } from '../platform.ts';

/** How a call shows whose it is. */
export function bearer({ credentials }: Pick<Session<GoogleCredentials>, 'credentials'>): Record<string, string> {
  return { authorization: `Bearer ${credentials.accessToken}` };
}
