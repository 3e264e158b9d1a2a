import type { Hono } from 'hono';
import type { Env } from '../calls.ts';
import type { Network, PlayedNetwork } from '../network.ts';
import type { Store } from '../store.ts';

type Parts = {
  url: string;
  networks: readonly Network[];
  played: ReadonlyMap<string, PlayedNetwork>;
  store: Store;
  closing: AbortSignal;
};

/** Serves the pages on which people see what was published. */
export function servePages(_app: Hono<Env>, _parts: Parts): void {}
