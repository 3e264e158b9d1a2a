import { once, setMaxListeners } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { type Carriage, type Env, serveCalls } from './calls.ts';
import { createFaults } from './faults.ts';
import { openFiles } from './files.ts';
import type { PlayedNetwork, World } from './network.ts';
import { networks } from './networks.ts';
import { servePages } from './pages/pages.ts';
import { createRequests } from './requests.ts';
import { openStore, type Store } from './store.ts';
import { serveTools } from './tools.ts';

export type SandboxOptions = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Where it keeps accounts, sessions, posts and idempotency keys; null keeps them in memory. Faults and rate limits are never kept. */
  file: string | null;
  /** How long every answer of a network takes. Tool routes and pages answer at once. */
  latencyMs: number;
  /** How long an answer takes that the fault `slow` hits. */
  slowMs?: number;
  now?: () => Date;
  /** How long networks work on videos and the like before they can be used. */
  processingMs?: number;
};

/** A sandbox that listens. Disposing it ends open streams and calls too. */
export type Sandbox = { url: string; [Symbol.asyncDispose](): Promise<void> };

const DEFAULT_SLOW_MS = 30_000;
const DEFAULT_PROCESSING_MS = 2_000;

/** Starts an HTTP server that plays the networks, each below `/<channel>`. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const app = new Hono<Env>();
  const server = createServer(
    getRequestListener(app.fetch as Parameters<typeof getRequestListener>[0], { overrideGlobalObjects: false }),
  );
  const store = openStore(options.file);
  const closing = new AbortController();
  // Every call that waits listens to it.
  setMaxListeners(0, closing.signal);
  try {
    const url = await listen(server, options);
    furnish(app, { url, store, options, closing: closing.signal });
    return { url, [Symbol.asyncDispose]: () => close({ server, store, closing }) };
  } catch (error) {
    store.close();
    throw error;
  }
}

async function listen(server: Server, { host, port }: SandboxOptions): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const anywhere = host === '0.0.0.0' || host === '::';
  const name = anywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}

type Furniture = { url: string; store: Store; options: SandboxOptions; closing: AbortSignal };

function furnish(app: Hono<Env>, { url, store, options, closing }: Furniture): void {
  const now = options.now ?? (() => new Date());
  const files = openFiles(options.file === null ? null : `${options.file}.files`);
  const { processingMs = DEFAULT_PROCESSING_MS } = options;
  const worldOf = (channel: string): World => ({ url: () => `${url}/${channel}`, now, store, files, processingMs });
  const played = new Map<string, PlayedNetwork>(
    networks.map((network) => [network.channel, network.play(worldOf(network.channel))]),
  );
  const faults = createFaults(played);
  const requests = createRequests(now);
  const carriage: Carriage = {
    faults,
    requests,
    latencyMs: options.latencyMs,
    slowMs: options.slowMs ?? DEFAULT_SLOW_MS,
    closing,
  };
  for (const network of networks) {
    const playing = played.get(network.channel);
    if (playing !== undefined) serveCalls(app, { network, played: playing, carriage });
  }
  serveTools(app, { url, networks: played, faults, requests });
  servePages(app, { networks, played, store, files });
}

type Running = { server: Server; store: Store; closing: AbortController };

async function close({ server, store, closing }: Running): Promise<void> {
  if (closing.signal.aborted) return;
  closing.abort();
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
  store.close();
}
