import { on, once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import { WebSocket } from 'ws';

export type Message = { type: string; id?: string; payload?: unknown };
export type Closing = { code: number; reason: string };

/** A websocket with nothing in between: what is sent is sent as it is, and what comes is seen in its order. */
export type Peer = {
  socket: WebSocket;
  /** The connection below, for what a websocket never does by itself. */
  stream: net.Socket;
  /** How it was closed. Fails when it is not, for a while. */
  closed(): Promise<Closing>;
  /** Sends messages in one piece, so that they arrive together. Texts and bytes go as they are, the rest as JSON. */
  send(...messages: unknown[]): void;
  /** The next message. Fails when the socket closes first, or none comes for a while. */
  next(): Promise<Message>;
};

const patienceMs = 5_000;
const opened = new Set<WebSocket>();

/** For the end of a sentence. */
export function terminatePeers(): void {
  for (const socket of opened) socket.terminate();
  opened.clear();
}

/** Opens a websocket that offers these sub-protocols. */
export async function openPeer(url: string, protocols: readonly string[] = ['graphql-transport-ws']): Promise<Peer> {
  const { hostname, port, protocol } = new URL(url);
  const secure = protocol === 'wss:';
  const target = { host: hostname.replace(/[[\]]/g, ''), port: Number(port || (secure ? 443 : 80)) };
  const stream = secure ? tls.connect({ ...target, servername: hostname }) : net.connect(target);
  // ws refuses a server that picks none of the sub-protocols offered; what the server does with them is what is looked at here.
  const headers = protocols.length > 0 ? { 'Sec-WebSocket-Protocol': protocols.join(', ') } : {};
  const known = protocols.includes('graphql-transport-ws');
  const socket = new WebSocket(url, known ? [...protocols] : [], {
    ...(known ? {} : { headers }),
    createConnection: () => stream,
  });
  opened.add(socket);
  const inbox = openInbox(socket);
  await once(socket, 'open');
  return { socket, stream, ...inbox, send: (...messages) => sendTogether(socket, stream, messages) };
}

function sendTogether(socket: WebSocket, stream: net.Socket, messages: readonly unknown[]): void {
  stream.cork();
  for (const message of messages) socket.send(isRaw(message) ? message : JSON.stringify(message));
  stream.uncork();
}

function isRaw(message: unknown): message is string | Uint8Array {
  return typeof message === 'string' || message instanceof Uint8Array;
}

function openInbox(socket: WebSocket): Pick<Peer, 'closed' | 'next'> {
  socket.on('error', () => undefined);
  const messages = on(socket, 'message', { close: ['close'] });
  const end = new Promise<Closing>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  return {
    closed: () => inTime(end, 'The socket was not closed'),
    async next() {
      const item = await inTime(messages.next(), 'No message came');
      if (item.done) throw new Error('The socket was closed before a message came.');
      return JSON.parse(String(item.value[0])) as Message;
    },
  };
}

async function inTime<Value>(wanted: Promise<Value>, otherwise: string): Promise<Value> {
  const come = new AbortController();
  const late = delay(patienceMs, null, { signal: come.signal }).then(
    () => Promise.reject(new Error(`${otherwise} for ${patienceMs} ms.`)),
    () => wanted,
  );
  return Promise.race([wanted, late]).finally(() => come.abort());
}
