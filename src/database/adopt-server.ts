import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import type { Cluster } from './postgres-cluster.ts';

/** The database that Postern keeps everything in. */
export const DATABASE_NAME = 'postern';

/** The name of a connection that keeps the server from being stopped. */
export const HOLDING = 'postern holding';

/** Taken by whoever adopts a running server and by whoever is about to stop it, so that nobody adopts one that is going away. */
export const ADOPTION_LOCK = 7_267_837;

/** A server that is surely ours, held open by a connection that others see: nobody stops it meanwhile. */
export type HeldServer = { client: pg.Client; port: number };

const CANNOT_CONNECT_NOW = '57P03';
const CONNECTION_TIMEOUT_MS = 5_000;

const directory = z.tuple([z.object({ data_directory: z.string() })]);

/** Holds the server that runs on a cluster's files. "starting": there is one, but it can't be reached yet; "absent": there is none that is ours. */
export async function adoptServer(cluster: Cluster): Promise<HeldServer | 'starting' | 'absent'> {
  const port = await readPort(cluster.dataFolder);
  if (port === null) return 'absent';
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: cluster.password,
    database: 'postgres',
    application_name: HOLDING,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    ssl: false,
  });
  // A lost connection is noticed by its end; without a listener it would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    if (!(await runsOn(client, cluster.dataFolder))) throw new Error('Another server listens on that port.');
    await client.query('select pg_advisory_lock($1)', [ADOPTION_LOCK]);
    await createDatabase(client);
    await client.query('select pg_advisory_unlock($1)', [ADOPTION_LOCK]);
    return { client, port };
  } catch (error) {
    await client.end();
    return error instanceof pg.DatabaseError && error.code === CANNOT_CONNECT_NOW ? 'starting' : 'absent';
  }
}

async function runsOn(client: pg.Client, dataFolder: string): Promise<boolean> {
  const [{ data_directory }] = directory.parse((await client.query('show data_directory')).rows);
  return (await realpath(data_directory).catch(() => null)) === dataFolder;
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
  if (rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
}

/** The port that a server wrote into its lock file, which may be left over from one that is gone. */
async function readPort(dataFolder: string): Promise<number | null> {
  const lines = (await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const port = Number(lines[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}
