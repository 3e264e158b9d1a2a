import { type Http, openHttp } from './open-http.ts';
import { serveApi } from './serve-api.ts';
import type { ServerDeps } from './server-deps.ts';

/** A listener that serves the GraphQL face. */
export async function startServer(deps: ServerDeps): Promise<Http> {
  const { host, port } = deps.config;
  const http = await openHttp({ host, port, log: deps.log });
  serveApi(http, deps);
  http.ready(deps.isReady);
  return http;
}
