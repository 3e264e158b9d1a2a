import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { handleProtocols } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Graphql } from './create-graphql.ts';
import { type OwnSites, whereFrom } from './own-sites.ts';
import type { ServerDeps } from './server-deps.ts';
import { socketOperations } from './socket-operations.ts';
import type { KeyWatch } from './watch-keys.ts';

export const graphqlPath = '/graphql';

const maxPayload = 256 * 1024;
const initTimeoutMs = 10_000;
const closeMs = 2_000;

type Sockets = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every socket that this server goes away, and does not wait long for its answer. */
  close(): Promise<void>;
};

/** GraphQL over websockets, by the graphql-transport-ws protocol. */
export function openSockets(deps: ServerDeps & { keys: KeyWatch }, graphql: Graphql, sites: OwnSites): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, handleProtocols });
  const operations = useServer(
    { ...socketOperations(deps, graphql), connectionInitWaitTimeout: initTimeoutMs, isProd: true },
    server,
  );
  // graphql-ws prints a socket's first error, and listens for no second one, which would end the process.
  server.on('connection', (socket) => {
    deps.counts.socketOpened();
    socket.once('close', deps.counts.socketClosed);
    socket.removeAllListeners('error').on('error', (error) => deps.log.debug({ err: error }, 'A websocket broke.'));
  });

  return {
    upgrade(request, socket, head) {
      const refusal = refusalOf(request, sites);
      if (refusal !== null)
        return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
    },
    async close() {
      const clients = [...server.clients];
      const patience = new AbortController();
      const disposed = Promise.resolve(operations.dispose()).finally(() => patience.abort());
      await delay(closeMs, undefined, { signal: patience.signal }).catch(() => undefined);
      for (const client of clients) client.terminate();
      await disposed;
    },
  };
}

/** Browsers put no CORS in front of websockets, so a page's origin is looked at here. */
function refusalOf(request: IncomingMessage, sites: OwnSites): string | null {
  const { origin, host } = whereFrom(request);
  if (request.url?.split('?')[0] !== graphqlPath) return '404 Not Found';
  if (!sites.allowsHost(host)) return '421 Misdirected Request';
  return sites.allowsOrigin(origin, host) ? null : '403 Forbidden';
}
