import type { ServerResponse } from 'node:http';
import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Actor } from '../domain/actor.ts';
import type { KeyWatch } from './watch-keys.ts';

/** What a subscription over HTTP is run with. Over a socket there is no response: see socket-operations.ts. */
type Streaming = { actor: Actor | null; res?: ServerResponse };

/** Ends event streams over HTTP with their key. */
export function useEndingKeys(keys: KeyWatch): Plugin {
  return { onSubscribe: ({ args }) => endWithKey(args, keys) };
}

function endWithKey({ contextValue }: ExecutionArgs, keys: KeyWatch): void {
  const { actor, res } = contextValue as Streaming;
  if (actor === null || res === undefined || res.destroyed) return;
  const unwatch = keys.watch(actor.apiKeyId, () => res.destroy());
  res.once('close', unwatch);
}
