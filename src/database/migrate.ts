import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import type { Log } from './log.ts';

/** The database can't be brought to this version's shape. The message says why, and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export type MigrateOptions = { folder?: string; log?: Log; signal?: AbortSignal | undefined };

type Migration = { name: string; sql: string; checksum: string };

/** Where this version's migrations lie. */
export const migrationsFolder = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** The number that Prisma locks with, so that `prisma migrate deploy` and this wait for each other. */
const PRISMA_LOCK = 72_707_369;
const LOCK_RETRY_MS = 100;
const CONNECTION_TIMEOUT_MS = 5_000;

/** As Prisma makes it, to the letter. */
const historyTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

const recordedRow = z.object({
  migration_name: z.string(),
  checksum: z.string(),
  finished_at: z.date().nullable(),
});
type Recorded = z.infer<typeof recordedRow>;

/** Applies the migrations that a database lacks, each in one transaction; of several processes at once, one applies and the others wait. The signal ends the waiting. */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<void> {
  const { folder = migrationsFolder, log, signal } = options;
  const migrations = await readMigrations(folder);
  const client = new pg.Client({
    connectionString: url,
    application_name: 'postern',
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  });
  // The query that runs fails as well where the connection is lost; without a listener the process would end.
  client.on('error', () => {});
  try {
    await client.connect();
    await lock(client, signal);
    for (const migration of await pending(client, migrations)) {
      await apply(client, migration);
      log?.('info', 'A migration was applied.', { migration: migration.name });
    }
  } finally {
    await client.end();
  }
}

/** Asked for again and again, for a server goes on waiting for a lock when its client is gone. */
async function lock(client: pg.Client, signal?: AbortSignal): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [PRISMA_LOCK]);
    if (rows[0].locked === true) return;
    await pause(LOCK_RETRY_MS);
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const bytes = await readFile(path.join(folder, name, 'migration.sql'));
  return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
}

async function pending(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  await client.query(historyTable);
  const { rows } = await client.query(
    'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null order by started_at',
  );
  const recorded = z.array(recordedRow).parse(rows);
  const problems = recorded.flatMap((row) => problemWith(row, migrations));
  if (problems.length > 0) throw new MigrationError(problems.join('\n'));

  const applied = new Set(recorded.map((row) => row.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

function problemWith(row: Recorded, migrations: readonly Migration[]): string[] {
  const { migration_name: name } = row;
  if (row.finished_at === null) {
    return [
      `The migration ${name} failed half-way in this database: mend what it left, then run "npx prisma migrate resolve" for it.`,
    ];
  }
  const known = migrations.find((migration) => migration.name === name);
  if (known === undefined) {
    return [
      `The database has the migration ${name}, which this version of Postern does not know: start the newer version that made it.`,
    ];
  }
  if (known.checksum === row.checksum) return [];
  return [
    `The migration ${name} was changed after it was applied to this database: restore its file, and put the change into a new migration.`,
  ];
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(`The migration ${name} failed, and nothing of it remains: ${reason}.`, { cause });
  }
}
