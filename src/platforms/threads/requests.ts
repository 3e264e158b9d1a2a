import type { HttpRequest } from '../http-request.ts';
import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';

type Asking = Pick<Session<Credentials>, 'credentials'>;

// https://developers.facebook.com/docs/threads/reference: parameters as a form, or in the query, and the token among them.
const VERSION = '/v1.0';

export function toRead(path: string, query: Record<string, string>, { credentials }: Asking): HttpRequest {
  const parameters = new URLSearchParams({ ...query, access_token: credentials.accessToken });
  return { method: 'GET', path: `${VERSION}${path}?${parameters}` };
}

export function toPost(path: string, form: Record<string, string>, { credentials }: Asking): HttpRequest {
  return { method: 'POST', path: `${VERSION}${path}`, form: { ...form, access_token: credentials.accessToken } };
}

export function toDelete(path: string, { credentials }: Asking): HttpRequest {
  const parameters = new URLSearchParams({ access_token: credentials.accessToken });
  return { method: 'DELETE', path: `${VERSION}${path}?${parameters}` };
}
