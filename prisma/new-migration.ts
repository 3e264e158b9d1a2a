import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.ts';
import { migrate, migrationsFolder } from '../src/database/migrate.ts';
import { schemaDiff } from '../test/support/schema-diff.ts';

/** What the migrations lack of schema.prisma, as SQL. */
async function missingSql(): Promise<string> {
  const folder = path.join(tmpdir(), `postern-migration-${randomBytes(6).toString('hex')}`);
  try {
    await using postgres = await startEmbeddedPostgres({ folder, log: () => {}, settings: { fsync: 'off' } });
    await migrate(postgres.url);
    return await schemaDiff(postgres.url);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** npm run migration -- add_something: writes a migration with what schema.prisma has and the migrations lack. */
async function newMigration(name: string): Promise<string> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) return 'Usage: npm run migration -- NAME, in lower case with underscores.';
  const sql = await missingSql();
  if (sql === '') return 'The migrations have everything that schema.prisma says.';
  const time = new Date()
    .toISOString()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14);
  const file = path.join(migrationsFolder, `${time}_${name}`, 'migration.sql');
  await mkdir(path.dirname(file));
  await writeFile(file, `${sql}\n`);
  return `Wrote ${path.relative(process.cwd(), file)}. Read it, and add what schema.prisma can't say.`;
}

console.info(await newMigration(process.argv[2] ?? ''));
