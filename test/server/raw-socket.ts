import { once } from 'node:events';
import { WebSocket } from 'ws';
import { socketUrl } from '../support/graphql-client.ts';
import type { TestApi } from './test-api.ts';

type Message = { type: string; id?: string; payload?: unknown };

/** The protocol by hand, so that close codes and stray messages are seen. */
export type RawSocket = {
  /** The code that the socket was closed with. */
  closed: Promise<number>;
  send(message: unknown): void;
  next(): Promise<Message>;
  terminate(): void;
};

const opened: WebSocket[] = [];

/** For a test's end. */
export function terminateSockets(): void {
  for (const socket of opened.splice(0)) socket.terminate();
}

export async function connect(to: TestApi): Promise<RawSocket> {
  const socket = new WebSocket(socketUrl(to.url), 'graphql-transport-ws');
  opened.push(socket);
  socket.on('error', () => undefined);
  const held: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    const next = waiting.shift();
    if (next) next(message);
    else held.push(message);
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  return {
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next() {
      const message = held.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    },
    terminate: () => socket.terminate(),
  };
}

/** A socket that has been acknowledged. */
export async function connectWithKey(to: TestApi): Promise<RawSocket> {
  const raw = await connect(to);
  raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${to.workspace.key}` } });
  await raw.next();
  return raw;
}

export function subscribe(query: string, extra: Record<string, unknown> = {}, id = '1') {
  return { type: 'subscribe', id, payload: { query, ...extra } };
}
