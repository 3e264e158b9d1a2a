import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of files on this machine; the configuration has to name its origin before Postern fetches from it. */
export type FileServer = AsyncDisposable & {
  origin: string;
  /** The paths that were asked for, in order. */
  asked: string[];
  /** Serves something under a path: bytes, or whatever a function writes. Gives its URL. */
  put(path: string, file: Uint8Array | string | Serve, headers?: Record<string, string>): string;
};

export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, Serve>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const serve = files.get(path);
    if (serve) serve(request, response);
    else response.writeHead(404).end('There is nothing here.');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    put(path, file, headers = {}) {
      files.set(
        path,
        typeof file === 'function' ? file : (_request, response) => response.writeHead(200, headers).end(file),
      );
      return `${origin}${path}`;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
