import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxGraphqlUploadBytes } from '../actions/upload-media.ts';
import { mediaPath } from '../media/media-links.ts';
import { authenticate } from './authenticate.ts';
import { capBody, isMultipart, maxBodyBytes } from './cap-body.ts';
import { connectPath, serveConnecting } from './connect-routes.ts';
import { createGraphql, type Graphql } from './create-graphql.ts';
import { endSlowBody } from './end-slow-body.ts';
import { createKeyQuota } from './key-quota.ts';
import { maskError } from './mask-error.ts';
import type { Http } from './open-http.ts';
import { graphqlPath, openSockets } from './open-sockets.ts';
import { type OwnSites, ownSites } from './own-sites.ts';
import { postMedia, postMediaPath } from './post-media.ts';
import { refusalOf, refuseRequest } from './refuse-request.ts';
import { serveMedia } from './serve-media.ts';
import type { ServerDeps } from './server-deps.ts';
import { watchKeys } from './watch-keys.ts';

/** Mounts the GraphQL face on a listener. Disposing it closes the listener: what it still answers needs what its owner closes next. */
export function serveApi(http: Http, deps: ServerDeps): AsyncDisposable {
  const sites = ownSites(deps.config);
  const mask = maskError(deps.log);
  const keys = watchKeys(deps);
  const keyQuota = createKeyQuota(deps.clock, deps.limits.requestsPerMinute);
  const graphql = createGraphql({ ...deps, keys, keyQuota }, sites);
  const sockets = openSockets({ ...deps, keys }, graphql, sites);
  http.mount({
    request(request, response) {
      const path = request.url?.split('?')[0];
      if (path !== postMediaPath) endSlowBody(request);
      if (path === graphqlPath)
        answerGraphql(request, response, { deps, graphql, sites }).catch((error) => fail(error, response));
      else if (path === postMediaPath)
        postMedia({ ...deps, keyQuota }, { request, response, sites }).catch((error) => fail(error, response));
      else if (path?.startsWith(mediaPath)) serveMedia(deps, request, response).catch((error) => fail(error, response));
      else if (path?.startsWith(connectPath))
        serveConnecting(deps, { request, response, sites }).catch((error) => fail(error, response));
      else if (path === '/' && deps.config.graphiql) response.writeHead(302, { location: graphqlPath }).end();
      else
        response
          .writeHead(404, { 'content-type': 'text/plain' })
          .end(`Nothing is here. The API is at ${graphqlPath}.\n`);
    },
    upgrade: sockets.upgrade,
    async close() {
      await Promise.all([sockets.close(), keys[Symbol.asyncDispose]()]);
    },
  });
  return { [Symbol.asyncDispose]: () => http[Symbol.asyncDispose]() };

  function fail(error: unknown, response: ServerResponse): void {
    const { message, extensions } = mask(error);
    if (response.headersSent) return void response.destroy();
    const code = String(extensions.code);
    refuseRequest(response, { status: code === 'SERVICE_UNAVAILABLE' ? 503 : 500, code, message });
  }
}

type Parts = { deps: ServerDeps; graphql: Graphql; sites: OwnSites };

async function answerGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  { deps, graphql, sites }: Parts,
): Promise<void> {
  const refusal = refusalOf(request, sites);
  if (refusal !== null) return refuseRequest(response, refusal);
  const maxBytes = await bodyCap(request, deps);
  const withinCap = await capBody(request, maxBytes).catch(() => null);
  if (withinCap === null) return void response.destroy();
  if (!withinCap) {
    const message = `A request may have ${maxBytes} bytes at most.`;
    return refuseRequest(response, { status: 413, code: 'BAD_USER_INPUT', message });
  }
  response.setHeader('vary', 'origin');
  response.setHeader('x-frame-options', 'DENY');
  await graphql(request, response);
}

/** Files come in forms, and only from callers that have shown a key: the whole of a form is held in memory. */
async function bodyCap(request: IncomingMessage, deps: ServerDeps): Promise<number> {
  if (!isMultipart(request.headers['content-type'])) return maxBodyBytes;
  const actor = await authenticate(deps, request.headers.authorization ?? null).catch(() => null);
  return actor === null ? maxBodyBytes : maxGraphqlUploadBytes + maxBodyBytes;
}
