import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Cluster } from './postgres-cluster.ts';
import { EmbeddedPostgresError } from './postgres-tools.ts';

/** PostgreSQL's own settings, by their names. */
export type ServerSettings = Readonly<Record<string, string>>;

const settingsOfAll: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A file for each day of the week, the oldest overwritten.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_size: '0',
};

const RECOVERY_TIMEOUT_SECONDS = 300;

/** What passes by itself: another process starts or stops the same server, the last one's remains are not gone yet, or the port was snatched. */
const passing =
  /lock file "[^"]*" already exists|pre-existing shared memory block|could not create any TCP\/IP sockets/;

/** Starts PostgreSQL on a cluster's files, in a session of its own. False: not now, but it may work in a moment. */
export async function startServer(cluster: Cluster, settings: ServerSettings): Promise<boolean> {
  const { dataFolder, tools } = cluster;
  const all = { ...settingsOfAll, ...settings };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
  const options = [`-p ${await choosePort(dataFolder)}`, ...flags].join(' ');
  const log = path.join(dataFolder, 'start.log');
  const before = (await readText(log)).length;
  const wait = ['-w', '-t', String(RECOVERY_TIMEOUT_SECONDS)];
  const { succeeded, output } = await tools.run('pg_ctl', [
    'start',
    '-D',
    dataFolder,
    '-l',
    log,
    ...wait,
    '-o',
    options,
  ]);
  if (succeeded) return true;

  const said = (await readText(log)).slice(before);
  if (!passing.test(said)) throw new EmbeddedPostgresError(`PostgreSQL does not start. It said:\n${said || output}`);
  await removeStrangersLock(dataFolder);
  return false;
}

/** The port of the last time where it is free, so that those who remember it find the server again; else any that is. */
async function choosePort(dataFolder: string): Promise<number> {
  const last = /"-p" "(\d+)"/.exec(await readText(path.join(dataFolder, 'postmaster.opts')))?.[1];
  return (last === undefined ? null : await listenOnce(Number(last))) ?? (await listenOnce(0)) ?? 0;
}

function listenOnce(port: number): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  const server = createServer();
  server.once('error', () => resolve(null));
  server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
  });
  return promise;
}

/**
 * After a restart of a container the lock file of a killed server can name the process id of something else, which PostgreSQL takes for
 * the server. Only Linux tells what a process is; elsewhere the lock stays.
 */
async function removeStrangersLock(dataFolder: string): Promise<void> {
  const lock = path.join(dataFolder, 'postmaster.pid');
  const processId = Number((await readText(lock)).split('\n')[0]);
  if (!Number.isInteger(processId) || processId <= 0) return;
  const name = (await readText(`/proc/${processId}/comm`)).trim();
  if (name !== '' && name !== 'postgres') await rm(lock, { force: true });
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
