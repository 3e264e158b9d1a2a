import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type OwnSites, whereFrom } from './own-sites.ts';

type Serving = {
  /** What a caller has to show, as "Authorization: Bearer <token>". Null: nothing, where they are open; else nobody gets them. */
  token: string | null;
  /** Whether they are shown without a token: a demo listens on loopback alone. */
  open: boolean;
  sites: OwnSites;
  contentType: string;
  print(): Promise<string>;
};

/** Answers a request, and says whether it was its to answer. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean;

/** GET /metrics, in every process that has the api or the worker role. */
export function serveMetrics(serving: Serving): Route {
  return (request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') return false;
    const status = refusalOf(serving, request);
    if (status !== null) refuse(response, status);
    else show(serving, response);
    return true;
  };
}

function refusalOf({ token, open, sites }: Serving, request: IncomingMessage): 401 | 404 | 405 | 421 | null {
  if (token === null && !open) return 404;
  if (!sites.allowsHost(whereFrom(request).host)) return 421;
  if (request.method !== 'GET' && request.method !== 'HEAD') return 405;
  return token === null || isShown(token, request.headers.authorization) ? null : 401;
}

const sentences = {
  401: 'This needs METRICS_TOKEN. Send it as "Authorization: Bearer <token>".',
  404: 'Nothing is here. Metrics are served where METRICS_TOKEN is set.',
  405: 'Metrics are read with GET.',
  421: 'This demo server does not answer to that name.',
};

function refuse(response: ServerResponse, status: keyof typeof sentences): void {
  const headers = status === 401 ? { 'www-authenticate': 'Bearer' } : status === 405 ? { allow: 'GET, HEAD' } : {};
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${sentences[status]}\n`);
}

function show({ contentType, print }: Serving, response: ServerResponse): void {
  print().then(
    (text) => response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text),
    () => response.writeHead(500).end(),
  );
}

/** Compared by their hashes, in constant time. */
function isShown(token: string, authorization: string | undefined): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(authorization?.trim() ?? '')?.[1] ?? '';
  return timingSafeEqual(sha256(shown), sha256(token));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
