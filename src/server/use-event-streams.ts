import type { ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { SocketLimits } from '../config.ts';
import type { Actor } from '../domain/actor.ts';
import { unauthenticated } from './authenticate.ts';
import { endSilentResponse } from './end-silent-socket.ts';
import { endedBySignal } from './ended-by-signal.ts';
import type { KeyWatch } from './watch-keys.ts';

/** What a subscription over HTTP is run with. Over a socket there is no response: see socket-operations.ts. */
type Streaming = { actor: Actor | null; res?: ServerResponse };

/** Ends event streams over HTTP with their key, and those that take nothing, and counts them among what a key has open. */
export function useEventStreams(keys: KeyWatch, limits: SocketLimits): Plugin<Streaming> {
  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      const { actor, res } = args.contextValue;
      if (actor === null || res === undefined || res.destroyed) return;
      const keyEnded = new AbortController();
      const unwatch = keys.watch(actor.apiKeyId, () => keyEnded.abort());
      if (unwatch === null) return setResultAndStopExecution({ errors: [tooManyStreams()] });
      res.once('close', unwatch);
      endSilentResponse(res, limits);
      keyEnded.signal.addEventListener('abort', () => endSoon(res, limits.closeMs));
      return {
        onSubscribeResult({ result, setResult }) {
          if (!isAsyncIterable<ExecutionResult>(result)) return;
          setResult(endedBySignal(result, keyEnded.signal, { errors: [keyHasEnded()] }));
        },
      };
    },
  };
}

/** For a reader that does not take the end. */
function endSoon(response: ServerResponse, withinMs: number): void {
  const end = setTimeout(() => response.destroy(), withinMs);
  response.once('close', () => clearTimeout(end));
}

function keyHasEnded(): GraphQLError {
  return unauthenticated(
    'This API key is revoked or has expired. Subscribe again with a valid one, after your last cursor.',
  );
}

function tooManyStreams(): GraphQLError {
  const message =
    'This key has as many sockets and event streams open as it may have. Close one first, or use another key.';
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_STREAMS', http: { status: 429 } } });
}
