import { findEndedKeys } from '../queries/find-ended-keys.ts';
import type { ServerDeps } from './server-deps.ts';

/** Notices when keys that something is open with are revoked or expire. */
export type KeyWatch = AsyncDisposable & {
  /** Calls back within a second or two of the key's end. Gives how to stop watching; null: the key is open as often as it may be. */
  watch(apiKeyId: string, ended: () => void): (() => void) | null;
};

type Deps = Pick<ServerDeps, 'database' | 'clock' | 'log' | 'config'>;

const everyMs = 1_000;

/** Looks at all watched keys once a second, in one statement, and at none while nothing is open. */
export function watchKeys({ database, clock, log, config }: Deps): KeyWatch {
  const watched = new Map<string, Set<() => void>>();
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    if (watched.size === 0) return;
    for (const apiKeyId of await findEndedKeys(database, clock, [...watched.keys()]))
      for (const ended of watched.get(apiKeyId) ?? []) ended();
  }

  const timer = setInterval(() => {
    looking ??= look()
      .catch((error) => log.warn({ err: error }, 'The keys of what is open cannot be looked at; it is tried again.'))
      .finally(() => {
        looking = null;
      });
  }, everyMs).unref();

  return {
    watch(apiKeyId, ended) {
      const callbacks = watched.get(apiKeyId) ?? new Set();
      if (callbacks.size >= config.sockets.maxPerKey) return null;
      watched.set(apiKeyId, callbacks.add(ended));
      return () => {
        callbacks.delete(ended);
        if (callbacks.size === 0 && watched.get(apiKeyId) === callbacks) watched.delete(apiKeyId);
      };
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}
