import { hkdfSync, randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Config, Secrets } from './config.ts';
import { type DatabaseClock, startDatabaseClock } from './database/database-clock.ts';
import { startEmbeddedPostgres } from './database/embedded-postgres.ts';
import { migrate } from './database/migrate.ts';
import { type Database, openDatabase } from './database/prisma.ts';
import { createSealer, type Sealer } from './database/sealer.ts';
import { type Log, lineWriter } from './log.ts';
import { storedSecret } from './stored-secret.ts';

/** The database, ready to be used, and what goes with it. */
export type Store = {
  databaseUrl: string;
  database: Database;
  clock: DatabaseClock;
  sealer: Sealer;
  mediaLinkKey: Buffer;
};

type Opening = {
  config: Config;
  secrets: Secrets;
  log: Log;
  resources: AsyncDisposableStack;
  /** Called with every statement. */
  onQuery?: () => void;
  /** Ends the opening. */
  signal?: AbortSignal | undefined;
};

/** Starts or finds PostgreSQL, brings it up to date and opens it. Everything opened goes onto the caller's stack. */
export async function openStore(opening: Opening): Promise<Store> {
  const { config, secrets, log, resources, onQuery, signal } = opening;
  const databaseUrl = await reachPostgres(opening);
  signal?.throwIfAborted();
  await migrate(databaseUrl, { log: lineWriter(log), signal });
  signal?.throwIfAborted();
  const database = resources.use(openDatabase(databaseUrl, onQuery ? { onQuery } : {}));
  const clock = resources.use(await startDatabaseClock(database));
  const key =
    secrets.encryptionKey ??
    Buffer.from(await storedSecret(path.join(config.dataDir, 'encryption.key'), newEncryptionKey), 'hex');
  const mediaLinkKey = Buffer.from(hkdfSync('sha256', key, '', 'postern media links', 32));
  return { databaseUrl, database, clock, sealer: createSealer(key), mediaLinkKey };
}

async function reachPostgres({ config: { database }, log, resources, signal }: Opening): Promise<string> {
  if (database.kind === 'url') return database.url;
  try {
    const embedded = await startEmbeddedPostgres({ folder: database.folder, log: lineWriter(log), signal });
    return resources.use(embedded).url;
  } catch (error) {
    // What was told to stop as well, in the moment in which it was begun, has failed.
    signal?.throwIfAborted();
    throw error;
  }
}

function newEncryptionKey(): string {
  return randomBytes(32).toString('hex');
}
