import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { adoptServer } from '../../src/database/adopt-server.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres.ts';
import { leaveServer } from '../../src/database/leave-server.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openCluster } from '../../src/database/postgres-cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The tests' PostgreSQL: its database of administration, and the database with all migrations that theirs are made from. */
    postgres: { adminUrl: string; template: string };
  }
}

const TEMPLATE = 'postern_template';

/** Tests lose nothing that they would miss when the machine stops. */
const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '400',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

const PREFIX = 'postern-test-';
const OLD_MS = 600_000;

/** Starts the PostgreSQL of a test run, with a database to copy; the function that it answers removes everything. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftOvers();
  const folder = path.join(tmpdir(), `${PREFIX}${randomBytes(6).toString('hex')}`);
  const remove = async (postgres?: EmbeddedPostgres) => {
    await postgres?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
  let postgres: EmbeddedPostgres | undefined;
  try {
    postgres = await startEmbeddedPostgres({
      folder: folder,
      log: () => {},
      settings: fastSettings,
    });
    await makeTemplate(postgres.url);
  } catch (error) {
    await remove(postgres);
    throw error;
  }
  project.provide('postgres', { adminUrl: postgres.url, template: TEMPLATE });
  return () => remove(postgres);
}

/** A run that is killed can't stop its PostgreSQL: the next one does, where no other run holds it. */
async function removeLeftOvers(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const age = Date.now() - ((await stat(folder).catch(() => null))?.mtimeMs ?? Date.now());
    // Folders of others on this machine can't be opened, and are none of our business.
    if (age > OLD_MS) await removeUnheld(folder).catch(() => {});
  }
}

async function removeUnheld(folder: string): Promise<void> {
  const cluster = await openCluster(folder);
  const found = await adoptServer(cluster);
  const gone = found === 'absent' || (typeof found === 'object' && (await leaveServer(found.client, cluster)));
  if (gone) await rm(folder, { recursive: true, force: true });
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = TEMPLATE;
  await migrate(url.href);
}
