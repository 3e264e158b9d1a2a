import type { Credentials } from './credentials.ts';

/** How a call of the API shows whose it is; the type is asked for even where there is no body. */
export function userHeaders({ accessToken }: Pick<Credentials, 'accessToken'>): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json; charset=UTF-8' };
}
