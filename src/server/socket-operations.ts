import { type ExecutionArgs, GraphQLError } from 'graphql';
import { CloseCode, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import type { Actor } from '../domain/actor.ts';
import { authenticate } from './authenticate.ts';
import type { Graphql } from './create-graphql.ts';
import { forSocket, maskError, resultForSocket } from './mask-error.ts';
import type { ServerDeps } from './server-deps.ts';
import type { KeyWatch } from './watch-keys.ts';

type Params = Record<string, unknown> | undefined;
type Socket = Context<Params, Extra & SocketState>;
type SocketState = {
  /** Runs until the socket has shown a key. */
  unproven?: NodeJS.Timeout;
  /** How to stop watching the keys that it has shown, by their ids. */
  watched?: Map<string, () => void>;
};
type Deps = ServerDeps & { keys: KeyWatch };
type Enveloped = ReturnType<Graphql['getEnveloped']>;
type Prepared = ExecutionArgs & { enveloped: Enveloped };

const maxOperations = 100;
/** Long enough for the first operation of a client that sends its key there, as GraphiQL does. */
const proofMs = 3_000;

/** What graphql-ws asks for: who may connect, and how an operation is run. */
export function socketOperations(deps: Deps, graphql: Graphql): ServerOptions<Params, Extra & SocketState> {
  const mask = maskError(deps.log);

  async function actorOf(socket: Socket, payload?: SubscribePayload): Promise<Actor | null> {
    const authorization = authorizationIn(headersIn(payload)) ?? authorizationIn(socket.connectionParams);
    const actor = await authenticate(deps, authorization);
    if (actor !== null) watchKey(socket, actor.apiKeyId);
    return actor;
  }

  /** A socket ends with any key that it has shown. */
  function watchKey({ extra }: Socket, apiKeyId: string): void {
    extra.watched ??= new Map();
    if (extra.watched.has(apiKeyId) || extra.socket.readyState !== extra.socket.OPEN) return;
    const ended = () => extra.socket.close(CloseCode.Forbidden, 'Forbidden');
    extra.watched.set(apiKeyId, deps.keys.watch(apiKeyId, ended));
  }

  async function prepare(socket: Socket, payload: SubscribePayload): Promise<Prepared | readonly GraphQLError[]> {
    if (Object.keys(socket.subscriptions).length > maxOperations) return [tooManyOperations()];
    const actor = await actorOf(socket, payload).catch(unlessRefused);
    if (actor === null) return forbid(socket);
    clearTimeout(socket.extra.unproven);
    const params = { query: payload.query, operationName: payload.operationName, variables: payload.variables };
    const enveloped = graphql.getEnveloped({ actor, params });
    const document = enveloped.parse(payload.query);
    const errors = enveloped.validate(enveloped.schema, document);
    if (errors.length > 0) return errors;
    const contextValue = await enveloped.contextFactory();
    const { operationName, variables: variableValues } = payload;
    return { schema: enveloped.schema, document, contextValue, operationName, variableValues, enveloped };
  }

  return {
    async onConnect(socket) {
      if (authorizationIn(socket.connectionParams) !== null)
        return (await actorOf(socket).catch((error) => turnAway(socket, error))) !== null;
      socket.extra.unproven = setTimeout(() => forbid(socket), proofMs);
      return true;
    },
    onClose({ extra }) {
      clearTimeout(extra.unproven);
      for (const unwatch of extra.watched?.values() ?? []) unwatch();
    },
    onSubscribe: (socket, _id, payload) => prepare(socket, payload).catch((error) => [mask(error)]),
    execute: (args) => (args as Prepared).enveloped.execute(args),
    subscribe: (args) => (args as Prepared).enveloped.subscribe(args),
    // biome-ignore lint/complexity/useMaxParams: graphql-ws calls it so.
    onNext: (_socket, _id, _payload, _args, result) => resultForSocket(result),
    // biome-ignore lint/complexity/useMaxParams: graphql-ws calls it so.
    onError: (_socket, _id, _payload, errors) => errors.map(forSocket),
  };

  function turnAway(socket: Socket, error: unknown): null {
    if (mask(error).extensions.code !== 'UNAUTHENTICATED') socket.extra.socket.close(tryAgainLater, 'Try again later');
    return null;
  }
}

const tryAgainLater = 1013;

function forbid(socket: Socket): GraphQLError[] {
  socket.extra.socket.close(CloseCode.Forbidden, 'Forbidden');
  return [new GraphQLError('Forbidden', { extensions: { code: 'UNAUTHENTICATED' } })];
}

function unlessRefused(error: unknown): null {
  if (error instanceof GraphQLError) return null;
  throw error;
}

function headersIn(payload: SubscribePayload | undefined): unknown {
  return payload?.extensions?.headers;
}

/** The authorization among names and values, whichever way its name is written. */
function authorizationIn(headers: unknown): string | null {
  if (typeof headers !== 'object' || headers === null) return null;
  const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization');
  return typeof entry?.[1] === 'string' ? entry[1] : null;
}

function tooManyOperations(): GraphQLError {
  const message = `This socket has ${maxOperations} operations open, which is the most. Complete one, or open another socket.`;
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
