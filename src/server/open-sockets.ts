import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { admitSockets } from './admit-sockets.ts';
import type { Graphql } from './create-graphql.ts';
import { endSilentSocket } from './end-silent-socket.ts';
import { type OwnSites, whereFrom } from './own-sites.ts';
import { serveSocket } from './serve-socket.ts';
import type { ServerDeps } from './server-deps.ts';
import { socketOperations } from './socket-operations.ts';
import type { KeyWatch } from './watch-keys.ts';

export const graphqlPath = '/graphql';

const goingAway = 1001;

type Sockets = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every socket that this server goes away, and does not wait long for its answer. */
  close(): Promise<void>;
};

/** GraphQL over websockets, by the graphql-transport-ws protocol. */
export function openSockets(deps: ServerDeps & { keys: KeyWatch }, graphql: Graphql, sites: OwnSites): Sockets {
  const { log, counts, config } = deps;
  const { maxMessageBytes, maxOperations, closeMs } = config.sockets;
  const options = { noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false, closeTimeout: closeMs };
  const server = new WebSocketServer({ ...options, handleProtocols });
  const operations = socketOperations({ graphql, log, door: admitSockets(deps), maxOperations });
  const protocol = makeServer({ ...operations, connectionInitWaitTimeout: 0 });

  function serve(socket: WebSocket, stream: Socket): void {
    counts.socketOpened();
    const looking = endSilentSocket(socket, stream, config.sockets);
    socket.on('close', () => {
      counts.socketClosed();
      clearInterval(looking);
    });
    serveSocket(socket, { protocol, log, limits: config.sockets });
  }

  return {
    upgrade(request, socket, head) {
      const refusal = refusalOf(request, sites);
      if (refusal !== null)
        return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      server.handleUpgrade(request, socket, head, (opened) => serve(opened, request.socket));
    },
    async close() {
      await Promise.all([...server.clients].map(sendAway));
    },
  };
}

function sendAway(client: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    client.once('close', () => resolve());
    client.close(goingAway, 'Going away');
  });
}

/** Browsers put no CORS in front of websockets, so a page's origin is looked at here. */
function refusalOf(request: IncomingMessage, sites: OwnSites): string | null {
  const { origin, host } = whereFrom(request);
  if (request.url?.split('?')[0] !== graphqlPath) return '404 Not Found';
  if (!sites.allowsHost(host)) return '421 Misdirected Request';
  return sites.allowsOrigin(origin, host) ? null : '403 Forbidden';
}
