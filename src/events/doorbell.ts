import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { eventsChannel } from './append-events.ts';

type Options = { databaseUrl: string; ring: () => void; onError: (error: unknown) => void; pollMs?: number };

/**
 * Rings at every NOTIFY of the event log, from whichever process it comes, and every second besides: notifications are lost while
 * the connection is down. One connection a process, made again when it breaks.
 */
export function listenToDoorbell({ databaseUrl, ring, onError, pollMs = 1000 }: Options): AsyncDisposable {
  const closing = new AbortController();
  const poll = setInterval(ring, pollMs).unref();
  const listening = listenUntil(closing.signal);

  async function listenUntil(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await listenOnce(signal).catch(onError);
      await delay(500, undefined, { signal }).catch(() => undefined);
    }
  }

  async function listenOnce(signal: AbortSignal): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'postern' });
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('error', onError);
    client.on('notification', ring);
    try {
      await client.connect();
      await client.query(`listen ${eventsChannel}`);
      ring();
      await ended;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  return {
    async [Symbol.asyncDispose]() {
      clearInterval(poll);
      closing.abort();
      await listening;
    },
  };
}
