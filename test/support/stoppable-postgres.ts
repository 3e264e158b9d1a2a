import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { adoptServer, DATABASE_NAME } from '../../src/database/adopt-server.ts';
import { openCluster } from '../../src/database/postgres-cluster.ts';
import { type ServerSettings, startServer } from '../../src/database/start-server.ts';

/** A PostgreSQL that nobody starts again but its owner. Disposing it removes its files. */
export type StoppablePostgres = AsyncDisposable & {
  url: string;
  /** Ends it: `immediate` as a crash would, `fast` by closing every connection. */
  stop(mode: 'immediate' | 'fast'): Promise<void>;
  start(): Promise<void>;
};

export async function startStoppablePostgres(
  folder: string,
  settings: ServerSettings = {},
): Promise<StoppablePostgres> {
  const cluster = await openCluster(folder);
  const { dataFolder, password, tools } = cluster;
  const stop = async (mode: 'immediate' | 'fast') => {
    await tools.run('pg_ctl', ['stop', '-D', dataFolder, '-m', mode, '-w']);
  };
  const start = async () => {
    while (!(await startServer(cluster, settings))) await delay(100);
  };
  await start();
  const held = await adoptServer(cluster);
  if (typeof held !== 'object') throw new Error(`The PostgreSQL in ${folder} cannot be reached.`);
  await held.client.end();
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${held.port}/${DATABASE_NAME}?sslmode=disable`,
    stop,
    start,
    async [Symbol.asyncDispose]() {
      await stop('immediate');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
