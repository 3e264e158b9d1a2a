import type { ServerResponse } from 'node:http';
import { type ExecutionArgs, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Actor } from '../domain/actor.ts';
import type { KeyWatch } from './watch-keys.ts';

/** What a subscription over HTTP is run with. Over a socket there is no response: see socket-operations.ts. */
type Streaming = { actor: Actor | null; res?: ServerResponse };

/** Ends event streams over HTTP with their key, and counts them among what it has open. */
export function useEndingKeys(keys: KeyWatch): Plugin {
  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      if (!endWithKey(args, keys)) setResultAndStopExecution({ errors: [tooManyStreams()] });
    },
  };
}

function endWithKey({ contextValue }: ExecutionArgs, keys: KeyWatch): boolean {
  const { actor, res } = contextValue as Streaming;
  if (actor === null || res === undefined || res.destroyed) return true;
  const unwatch = keys.watch(actor.apiKeyId, () => res.destroy());
  if (unwatch !== null) res.once('close', unwatch);
  return unwatch !== null;
}

function tooManyStreams(): GraphQLError {
  const message =
    'This key has as many sockets and event streams open as it may have. Close one first, or use another key.';
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_STREAMS', http: { status: 429 } } });
}
