import type { Credentials } from './credentials.ts';

/** How a call of the API shows whose it is. https://developers.snap.com/api/marketing-api/Public-Profile-API/GetStarted */
export function bearer({ accessToken }: Pick<Credentials, 'accessToken'>): Record<string, string> {
  return { authorization: `Bearer ${accessToken}` };
}
