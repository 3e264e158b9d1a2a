import type { HttpRequest } from '../http-request.ts';
import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';

type Asking = Pick<Session<Credentials>, 'credentials'>;

// https://developers.facebook.com/docs/graph-api/guides/versioning: a version lives for about two years.
const VERSION = '/v25.0';

/** https://developers.facebook.com/docs/instagram-platform/reference: the token is one of the parameters. */
export function toRead(path: string, query: Record<string, string>, { credentials }: Asking): HttpRequest {
  const parameters = new URLSearchParams({ ...query, access_token: credentials.accessToken });
  return { method: 'GET', path: `${VERSION}${path}?${parameters}` };
}

export function toPost(path: string, form: Record<string, string>, { credentials }: Asking): HttpRequest {
  return { method: 'POST', path: `${VERSION}${path}`, form: { ...form, access_token: credentials.accessToken } };
}
