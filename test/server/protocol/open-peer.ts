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
  /** How the server, or the connection, closed it. */
  closed: Promise<Closing>;
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
  const closed = new Promise<Closing>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });

  async function next(): Promise<Message> {
    const come = new AbortController();
    const late = delay(patienceMs, null, { signal: come.signal }).catch(() => null);
    const item = await Promise.race([messages.next(), late]).finally(() => come.abort());
    if (item === null) throw new Error(`No message came for ${patienceMs} ms.`);
    if (item.done) throw new Error('The socket was closed before a message came.');
    return JSON.parse(String(item.value[0])) as Message;
  }

  return { closed, next };
}
