import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';

/** How a call shows whose it is. */
export function bearer({ credentials }: Pick<Session<Credentials>, 'credentials'>): Record<string, string> {
  return { authorization: `Bearer ${credentials.accessToken}` };
}
