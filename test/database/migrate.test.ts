import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { test as base, expect } from 'vitest';
import { migrate, migrationsFolder } from '../../src/database/migrate.ts';
import { createEmptyDatabase, createTestDatabase } from '../support/database.ts';
import { diagnoseHistory } from '../support/schema-diff.ts';

/** What this version ships, in order. */
const SHIPPED = (await readdir(migrationsFolder)).filter((name) => /^\d+_/.test(name)).sort();
const [FIRST = ''] = SHIPPED;

const test = base.extend<{ folder: string; url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'postern-migrations-'));
    await cp(migrationsFolder, folder, { recursive: true });
    await use(folder);
    await rm(folder, { recursive: true });
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
  url: async ({}, use) => {
    await using database = await createEmptyDatabase();
    await use(database.url);
  },
});

async function addMigration(folder: string, name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const names = async (url: string) =>
  (await query(url, 'select migration_name as name from _prisma_migrations order by started_at')).map(
    (row) => row.name,
  );

test('several processes that start at once apply each migration once, in order', async ({ folder, url }) => {
  await addMigration(folder, '20261201000000_second', 'create table second (id int); insert into second values (1);');
  await addMigration(folder, '20261202000000_third', 'insert into second values (2)');
  await Promise.all(Array.from({ length: 5 }, () => migrate(url, { folder })));
  expect(await names(url)).toEqual([...SHIPPED, '20261201000000_second', '20261202000000_third']);
  expect(await query(url, 'select id from second order by id')).toEqual([{ id: 1 }, { id: 2 }]);
});

test('records what it applied as Prisma does, and Prisma finds nothing to do', async ({ url }) => {
  await migrate(url);
  const sql = await readFile(path.join(migrationsFolder, FIRST, 'migration.sql'));
  const [row] = await query(url, 'select *, finished_at >= started_at as in_order from _prisma_migrations');
  expect(row).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
    checksum: createHash('sha256').update(sql).digest('hex'),
    logs: null,
    rolled_back_at: null,
    applied_steps_count: 1,
    in_order: true,
  });
  expect(await diagnoseHistory(url, migrationsFolder)).toEqual({
    editedMigrationNames: [],
    failedMigrationNames: [],
    hasMigrationsTable: true,
    history: null,
  });
});

test('names each migration that it applies, and none that was there', async ({ url }) => {
  const applied: unknown[] = [];
  const log = (_level: string, _message: string, facts: Record<string, unknown>) => void applied.push(facts.migration);
  await migrate(url, { log });
  await migrate(url, { log });
  expect(applied).toEqual(SHIPPED);
});

test('leaves nothing of a migration that fails, and applies it once it is mended', async ({ folder, url }) => {
  const name = '20261201000000_second';
  await addMigration(folder, name, 'create table second (id int); insert into nowhere values (1);');
  const attempt = migrate(url, { folder });
  await expect(attempt).rejects.toThrow(`${name} failed, and nothing of it remains: relation "nowhere" does not exist`);
  expect(await query(url, `select to_regclass('second') as second`)).toEqual([{ second: null }]);
  expect(await names(url)).toEqual(SHIPPED);

  await writeFile(path.join(folder, name, 'migration.sql'), 'create table second (id int)');
  await migrate(url, { folder });
  expect(await names(url)).toEqual([...SHIPPED, name]);
});

test('refuses a database whose migration was changed afterwards, and changes nothing', async ({ folder, url }) => {
  await migrate(url, { folder });
  await writeFile(path.join(folder, FIRST, 'migration.sql'), '-- something else');
  await addMigration(folder, '20261201000000_second', 'create table second (id int)');
  await expect(migrate(url, { folder })).rejects.toThrow(`The migration ${FIRST} was changed after it was applied`);
  expect(await names(url)).toEqual(SHIPPED);
});

test('refuses a database of a newer version', async ({ folder, url }) => {
  await addMigration(folder, '20271201000000_later', 'select 1');
  await migrate(url, { folder });
  const attempt = migrate(url);
  await expect(attempt).rejects.toThrow('20271201000000_later, which this version of Postern does not know');
});

test('refuses a database in which Prisma recorded a failure, until that is resolved', async ({ url }) => {
  await migrate(url);
  await query(url, 'update _prisma_migrations set finished_at = null');
  await expect(migrate(url)).rejects.toThrow(`The migration ${FIRST} failed half-way in this database`);

  await query(url, 'update _prisma_migrations set rolled_back_at = now()');
  await expect(migrate(url)).rejects.toThrow(`The migration ${FIRST} failed, and nothing of it remains`);
});

test('changes nothing in a database that is up to date', async () => {
  await using database = await createTestDatabase();
  const before = await query(database.url, 'select * from _prisma_migrations');
  await migrate(database.url);
  expect(await query(database.url, 'select * from _prisma_migrations')).toEqual(before);
});
