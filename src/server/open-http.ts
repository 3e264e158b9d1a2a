import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { answerHealth, type HealthState } from './health.ts';
import type { Route } from './serve-metrics.ts';

/** What answers beside the health routes. */
export type Site = {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends what would not end by itself. */
  close(): Promise<void>;
};

/** A listener. It answers 503 until it is ready, so that every role can be asked how it is from the first moment. */
export type Http = AsyncDisposable & {
  url: string;
  port: number;
  mount(site: Site): void;
  /** Answers a route that every role has, whatever is mounted. */
  answer(route: Route): void;
  /** From now on /health answers 200, and /health/ready what `isReady` says. */
  ready(isReady?: () => Promise<boolean>): void;
};

type Options = { host: string; port: number; log: Logger };

const drainMs = 5_000;

/** The largest upload, over a line of 10 Mbit/s. What answers has shorter times for what is no upload. */
const maxRequestMs = 60 * 60 * 1_000;

/** Opens the listener at once. Disposing stops accepting, finishes running requests for up to 5 s and closes the rest. */
export async function openHttp({ host, port, log }: Options): Promise<Http> {
  const health = { state: 'starting' as HealthState, isReady: async () => true };
  const server = createServer({ requestTimeout: maxRequestMs });
  const open = new Set<ServerResponse>();
  let site: Site | null = null;
  let answered: Route = () => false;
  let closing: Promise<void> | null = null;

  server.on('request', (request, response) => {
    keepUntilClosed(open, response);
    if (health.state === 'stopping') response.setHeader('connection', 'close');
    if (answerHealth(request, response, health) || answered(request, response)) return;
    if (site === null) refuseWhileStarting(response);
    else site.request(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', (error) => log.debug({ error }, 'A socket broke.'));
    if (site === null || health.state === 'stopping')
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    else site.upgrade(request, socket, head);
  });
  server.listen({ host, port });
  await once(server, 'listening');
  const address = server.address() as AddressInfo;

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    mount(mounted) {
      site = mounted;
    },
    answer(route) {
      answered = route;
    },
    ready(isReady = health.isReady) {
      Object.assign(health, { state: 'serving', isReady });
    },
    [Symbol.asyncDispose]() {
      health.state = 'stopping';
      closing ??= Promise.all([closeServer(server, open), site?.close()]).then(() => undefined);
      return closing;
    },
  };
}

function keepUntilClosed(open: Set<ServerResponse>, response: ServerResponse): void {
  open.add(response);
  response.once('close', () => open.delete(response));
}

function refuseWhileStarting(response: ServerResponse): void {
  response.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain' }).end('Postern is starting.\n');
}

async function closeServer(server: Server, open: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const response of open) endStream(response);
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cap = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cap);
}

/** An event stream never ends by itself. */
function endStream(response: ServerResponse): void {
  if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
}
