import { setTimeout as pause } from 'node:timers/promises';
import { adoptServer, DATABASE_NAME, type HeldServer } from './adopt-server.ts';
import { leaveServer } from './leave-server.ts';
import type { Log } from './log.ts';
import { type Cluster, openCluster } from './postgres-cluster.ts';
import { EmbeddedPostgresError } from './postgres-tools.ts';
import { type ServerSettings, startServer } from './start-server.ts';

/** A PostgreSQL of our own. Disposing it stops the server, unless others use it. */
export type EmbeddedPostgres = AsyncDisposable & { url: string };

export type EmbeddedPostgresOptions = {
  folder: string;
  log: Log;
  settings?: ServerSettings;
  signal?: AbortSignal | undefined;
};

const START_TIMEOUT_MS = 15_000;
const RECOVERY_TIMEOUT_MS = 300_000;
const RETRY_MS = 100;
const REVIVAL_PAUSE_MS = 1_000;

/** Starts PostgreSQL in a folder, or joins the one that runs there. One that dies is started again while it is held. The signal ends the starting. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder, log, settings = {}, signal } = options;
  const cluster = await openCluster(folder);
  const hold = () => holdServer(cluster, settings);
  const first = await holdServer(cluster, settings, signal);
  const keeper = keepHeld({ first, hold, log });
  return {
    url: `postgresql://postgres:${cluster.password}@127.0.0.1:${first.port}/${DATABASE_NAME}?sslmode=disable`,
    async [Symbol.asyncDispose]() {
      const last = await keeper.stop();
      if (last !== null) await leaveServer(last.client, cluster);
    },
  };
}

async function holdServer(cluster: Cluster, settings: ServerSettings, signal?: AbortSignal): Promise<HeldServer> {
  const begunAt = performance.now();
  let started = false;
  for (;;) {
    // A server that this process has started is held first, for whoever holds it stops it.
    if (!started) signal?.throwIfAborted();
    const found = await adoptServer(cluster);
    if (typeof found === 'object') return found;
    if (found === 'absent' && (await startServer(cluster, settings))) {
      started = true;
      continue;
    }
    const patienceMs = found === 'starting' ? RECOVERY_TIMEOUT_MS : START_TIMEOUT_MS;
    if (performance.now() - begunAt > patienceMs) throw new EmbeddedPostgresError(lockedFor(cluster));
    await pause(RETRY_MS);
  }
}

function lockedFor({ dataFolder }: Cluster): string {
  return (
    `PostgreSQL in ${dataFolder} can be neither started nor joined: something holds its lock. ` +
    'If no PostgreSQL runs on that folder, on any machine that shares it, delete its file postmaster.pid and start again.'
  );
}

type Keeping = { first: HeldServer; hold: () => Promise<HeldServer>; log: Log };

/** Holds the server again when its connection is lost. `stop` ends that and gives the server that is held, or null where it is gone. */
function keepHeld({ first, hold, log }: Keeping): { stop(): Promise<HeldServer | null> } {
  const stopped = new AbortController();
  let held = Promise.resolve<HeldServer | null>(watch(first));

  function watch(server: HeldServer): HeldServer {
    server.client.once('end', () => {
      if (!stopped.signal.aborted) held = revive();
    });
    return server;
  }

  async function revive(): Promise<HeldServer | null> {
    log('warn', 'The connection to PostgreSQL was lost: joining it, or starting it again.', {});
    while (!stopped.signal.aborted) {
      try {
        const server = watch(await hold());
        if (server.port !== first.port) log('error', 'PostgreSQL is back on another port: restart Postern.', {});
        return server;
      } catch (error) {
        log('error', 'PostgreSQL could not be started again.', { error });
        await pause(REVIVAL_PAUSE_MS, undefined, { signal: stopped.signal }).catch(() => {});
      }
    }
    return null;
  }

  return {
    stop() {
      stopped.abort();
      return held;
    },
  };
}
