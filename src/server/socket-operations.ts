import { type ExecutionArgs, GraphQLError } from 'graphql';
import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import { isAsyncIterable } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { EventTexts } from '../events/event-groups.ts';
import type { SocketDoor } from './admit-sockets.ts';
import type { Graphql } from './create-graphql.ts';
import { forSocket, maskError, resultForSocket } from './mask-error.ts';
import { sendResults } from './send-results.ts';
import type { Params, Socket, SocketState } from './serve-socket.ts';
import { missingKey } from './use-required-key.ts';
import type { WrittenResult } from './use-shared-events.ts';

type Enveloped = ReturnType<Graphql['getEnveloped']>;
type Prepared = ExecutionArgs & { enveloped: Enveloped; asked: Asked; send: SocketState['send'] };

type Asked = { id: string; payload: SubscribePayload };
type Parts = { graphql: Graphql; log: Logger; door: SocketDoor; maxOperations: number };

/** What graphql-ws asks for: who may connect, and how an operation is run. */
export function socketOperations({ graphql, log, door, maxOperations }: Parts): ServerOptions<Params, SocketState> {
  const mask = maskError(log);

  async function prepare(socket: Socket, asked: Asked): Promise<Prepared | readonly GraphQLError[]> {
    if (socket.extra.underway > maxOperations) return [tooManyOperations(maxOperations)];
    const { payload } = asked;
    const actor = await door.actorOf(socket, payload);
    if (actor === null) return [missingKey()];
    const { query, operationName, variables: variableValues, extensions } = payload;
    const params = { query, operationName, variables: variableValues, extensions };
    const enveloped = graphql.getEnveloped({ actor, params });
    const document = enveloped.parse(query);
    const errors = enveloped.validate(enveloped.schema, document);
    if (errors.length > 0) return errors;
    const contextValue = await enveloped.contextFactory();
    const args = { schema: enveloped.schema, document, contextValue, operationName, variableValues };
    return { ...args, enveloped, asked, send: socket.extra.send };
  }

  return {
    onConnect: door.onConnect,
    onClose: door.onClose,
    onSubscribe: (socket, id, payload) => prepare(socket, { id, payload }).catch((error) => [mask(error)]),
    execute: (args) => (args as Prepared).enveloped.execute(args),
    subscribe: (args) => subscribe(args as Prepared),
    // biome-ignore lint/complexity/useMaxParams: graphql-ws calls it so.
    onNext: (_socket, _id, _payload, _args, result) => resultForSocket(result),
    // biome-ignore lint/complexity/useMaxParams: graphql-ws calls it so.
    onError: (_socket, _id, _payload, errors) => errors.map(forSocket),
  };
}

async function subscribe(prepared: Prepared) {
  const { enveloped, asked, send, ...args } = prepared;
  // graphql-ws keeps what it was given for as long as the subscription lasts.
  Object.assign(prepared, { enveloped: null, contextValue: null, variableValues: null });
  Object.assign(asked.payload, { query: '', variables: null, extensions: null });
  const results = await enveloped.subscribe(args);
  if (!isAsyncIterable(results)) return results;
  return sendResults(results as EventTexts<WrittenResult>, { id: asked.id, send });
}

function tooManyOperations(maxOperations: number): GraphQLError {
  const message = `This socket has ${maxOperations} operations open, which is the most. Complete one, or open another socket.`;
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_OPERATIONS' } });
}
