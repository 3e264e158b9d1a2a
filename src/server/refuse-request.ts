import type { IncomingMessage, ServerResponse } from 'node:http';
import { type OwnSites, whereFrom } from './own-sites.ts';

/** Why a request is not let through to GraphQL. */
export type RequestRefusal = { status: number; code: string; message: string };

/** Sent by a page only after the browser has asked this server for leave. */
const preflightHeaders = ['x-graphql-yoga-csrf', 'graphql-require-preflight', 'apollo-require-preflight'];
const simpleContentType = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/** Why a GraphQL request may come from a foreign page, or null where it may not. */
export function refusalOf(request: IncomingMessage, sites: OwnSites): RequestRefusal | null {
  return foreignRefusalOf(request, sites) ?? simpleRefusalOf(request, sites);
}

/** The same where a form cannot do harm, since all that counts is a key in a header. */
export function foreignRefusalOf(request: IncomingMessage, sites: OwnSites): RequestRefusal | null {
  const { origin, host } = whereFrom(request);
  if (!sites.allowsHost(host))
    return {
      status: 421,
      code: 'FORBIDDEN',
      message: `This demo server does not answer to the name ${host ?? '(none)'}.`,
    };
  if (request.method !== 'POST' || sites.allowsOrigin(origin, host)) return null;
  return {
    status: 403,
    code: 'FORBIDDEN',
    message: `Pages of ${origin} may not use this server. Add it to CORS_ORIGINS.`,
  };
}

function simpleRefusalOf({ method, headers, url = '' }: IncomingMessage, sites: OwnSites): RequestRefusal | null {
  if (preflightHeaders.some((name) => headers[name] !== undefined)) return null;
  const form = method === 'POST' && simpleContentType.test(headers['content-type'] ?? '');
  const link = method === 'GET' && url.includes('?') && !sites.answersLinks;
  if (!form && !link) return null;
  const [instead, what] = form ? ['JSON', 'forms'] : ['POST', 'links'];
  const message = `Send ${instead}, or the header ${preflightHeaders[0]}: ${what} of other sites send neither.`;
  return { status: 403, code: 'FORBIDDEN', message };
}

/** Answers in the shape of a GraphQL error. */
export function refuseRequest(response: ServerResponse, { status, code, message }: RequestRefusal): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', connection: 'close' });
  response.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
