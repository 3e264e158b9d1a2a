import { GraphQLError } from 'graphql';
import { CloseCode, type SubscribePayload } from 'graphql-ws';
import type { Actor } from '../domain/actor.ts';
import { authenticate } from './authenticate.ts';
import { maskError } from './mask-error.ts';
import type { Socket, SocketState } from './serve-socket.ts';
import type { ServerDeps } from './server-deps.ts';
import type { KeyWatch } from './watch-keys.ts';

/** Who may use a socket. */
export type SocketDoor = {
  onConnect(socket: Socket): Promise<boolean>;
  onClose(socket: Socket): void;
  /** Who an operation acts as: by its own key, else by the socket's. Null: it may not be run, and its socket closes. */
  actorOf(socket: Socket, payload: SubscribePayload): Promise<Actor | null>;
};

/** Registered with IANA for a server that has too much to do. graphql-ws's client waits and tries again. */
const tryAgainLater = 1013;

/** Asks every socket for a key, with its beginning or its first operation, and ends it with any key that it has shown. */
export function admitSockets(deps: ServerDeps & { keys: KeyWatch }): SocketDoor {
  const mask = maskError(deps.log);
  const { proofMs, maxPerKey } = deps.config.sockets;

  async function admit(socket: Socket, authorization: string | null): Promise<Actor | null> {
    const actor = await authenticate(deps, authorization).catch(unlessRefused);
    if (actor === null) socket.extra.socket.close(CloseCode.Forbidden, 'Forbidden');
    return actor !== null && holdKey(socket, actor.apiKeyId) ? actor : null;
  }

  function holdKey({ extra }: Socket, apiKeyId: string): boolean {
    proveBy(extra, null);
    if (extra.keys.has(apiKeyId) || extra.socket.readyState !== extra.socket.OPEN) return true;
    const letGo = deps.keys.watch(apiKeyId, () => extra.socket.close(CloseCode.Forbidden, 'Forbidden'));
    if (letGo === null) extra.socket.close(tryAgainLater, `This key has ${maxPerKey} sockets open, which is the most.`);
    else extra.keys.set(apiKeyId, letGo);
    return letGo !== null;
  }

  return {
    async onConnect(socket) {
      proveBy(socket.extra, null);
      const authorization = authorizationIn(socket.connectionParams);
      if (authorization !== null)
        return (await admit(socket, authorization).catch((error) => turnAway(socket, error))) !== null;
      proveBy(
        socket.extra,
        setTimeout(() => socket.extra.socket.close(CloseCode.Forbidden, 'Forbidden'), proofMs),
      );
      return true;
    },
    onClose({ extra }) {
      for (const letGo of extra.keys.values()) letGo();
    },
    actorOf: (socket, payload) =>
      admit(socket, authorizationIn(payload.extensions?.headers) ?? authorizationIn(socket.connectionParams)),
  };

  function turnAway({ extra }: Socket, error: unknown): null {
    mask(error);
    extra.socket.close(tryAgainLater, 'Try again later');
    return null;
  }
}

function proveBy(extra: SocketState, time: NodeJS.Timeout | null): void {
  clearTimeout(extra.unproven ?? undefined);
  extra.unproven = time;
}

function unlessRefused(error: unknown): null {
  if (error instanceof GraphQLError) return null;
  throw error;
}

/** The authorization among names and values, whichever way its name is written. */
function authorizationIn(headers: unknown): string | null {
  if (typeof headers !== 'object' || headers === null) return null;
  const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization');
  return typeof entry?.[1] === 'string' ? entry[1] : null;
}
