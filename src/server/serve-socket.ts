import { CloseCode, type Context, type Server } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { SocketLimits } from '../config.ts';
import { createOperationTurns } from './operation-turns.ts';

/** What is known of one socket. */
export type SocketState = {
  socket: WebSocket;
  /** Messages not yet dealt with: a subscribe is one until its operation has ended and all that it said is sent. */
  underway: number;
  /** Runs until it has begun, and then until it has shown a key. */
  unproven: NodeJS.Timeout | null;
  /** Sends a message. Resolves when the peer's side of the connection has taken it, or the socket has closed. */
  send(text: string): Promise<void>;
  /** How to let go of the keys that it has shown, by their ids. */
  keys: Map<string, () => void>;
};
export type Params = Record<string, unknown> | undefined;
export type Socket = Context<Params, SocketState>;

/** What graphql-ws knows and does not expect: it would take it for a fault of its own. */
const saidByServers: ReadonlySet<unknown> = new Set(['connection_ack', 'next', 'error']);

type Parts = { protocol: Server<SocketState>; log: Logger; limits: SocketLimits };
/** A text is parsed, and kept for as long as its operation lasts: what is parsed already takes less. */
type Answer = (message: unknown) => Promise<void>;

/**
 * Speaks graphql-transport-ws on an open socket, at the peer's pace: a subscription's next event is asked for once the last one is
 * sent, and a peer that doesn't take what waits for it, or asks for too much at once, is not read from.
 */
export function serveSocket(socket: WebSocket, { protocol, log, limits }: Parts): void {
  const state: SocketState = {
    socket,
    underway: 0,
    unproven: setTimeout(endLate, limits.initMs),
    send,
    keys: new Map(),
  };
  const turns = createOperationTurns();
  const ended = protocol.opened(
    {
      protocol: socket.protocol,
      send,
      close: (code, reason) => socket.close(code, shortened(reason)),
      onMessage: (answer) => socket.on('message', (data) => take(answer as Answer, String(data))),
    },
    state,
  );
  socket.on('error', (error) => log.debug({ err: error }, 'A websocket broke.'));
  socket.on('close', (code, reason) => {
    clearTimeout(state.unproven ?? undefined);
    ended(code, String(reason)).catch(fail);
  });

  function endLate(): void {
    socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
  }

  function take(answer: Answer, text: string): void {
    if (socket.readyState !== socket.OPEN) return;
    state.underway += 1;
    pace();
    deal(answer, objectIn(text) ?? text)
      .then(dealt)
      .catch(fail);
  }

  function dealt(): void {
    state.underway -= 1;
    pace();
  }

  function deal(answer: Answer, message: unknown): Promise<void> {
    const { type, id } = Object(message);
    if (saidByServers.has(type)) socket.close(CloseCode.BadRequest, 'Invalid message received');
    else if (type === 'subscribe' && typeof id === 'string') return turns.begin(id, () => answer(message));
    else if (type !== 'complete' || typeof id !== 'string' || !turns.giveUp(id)) return answer(message);
    return Promise.resolve();
  }

  function send(text: string): Promise<void> {
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      socket.send(text, () => {
        pace();
        resolve();
      });
      pace();
    });
  }

  function pace(): void {
    const full = socket.bufferedAmount > limits.maxUnsentBytes || state.underway > 2 * limits.maxOperations;
    if (full) socket.pause();
    else if (socket.isPaused) socket.resume();
  }

  function fail(error: unknown): void {
    log.error({ err: error }, 'A websocket failed outside of GraphQL.');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  }
}

/** Null where a text is no JSON of an object. */
function objectIn(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** A reason has 123 bytes at most (RFC 6455, 5.5.1), and graphql-ws writes the id of an operation into one. */
function shortened(reason = ''): string {
  return Buffer.from(reason).subarray(0, 120).toString();
}
