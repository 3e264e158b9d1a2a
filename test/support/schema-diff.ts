import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

const root = path.resolve(import.meta.dirname, '../..');
const schemaPath = path.join(root, 'prisma/schema.prisma');

/** What the migrations make and schema.prisma cannot name. Indexes and checks that it has no words for are not compared by Prisma. */
const filters = { externalTables: ['public.clock_offset'], externalEnums: [] };

type Schema = { path: string; content: string };
type Query = { sql: string; args: unknown[] };

/** What Prisma calls an outcome: its engine takes no thrown errors. */
async function outcome<Value>(work: () => Promise<Value>) {
  try {
    return { ok: true, value: await work() } as const;
  } catch (error) {
    const { code = 'XX000', message } = error as pg.DatabaseError;
    return { ok: false, error: { kind: 'postgres', code, severity: 'ERROR', message } } as const;
  }
}

/** Types of the catalogs' columns (pg_type.oid) in Prisma's numbers; @prisma/adapter-pg lacks "char", so it can't be used here. */
const columnTypes = new Map([
  [16, 5],
  [18, 6],
  [20, 1],
  [21, 0],
  [23, 0],
  [26, 1],
  [1184, 10],
  [1000, 69],
  [1002, 70],
  [1005, 64],
  [1007, 64],
  [1009, 71],
  [1003, 71],
  [1015, 71],
]);
const TEXT = 7;

async function queryRaw(client: pg.Client, query: Query) {
  const { fields, rows } = await client.query({ text: query.sql, values: query.args, rowMode: 'array' });
  return {
    columnNames: fields.map((field) => field.name),
    columnTypes: fields.map((field) => columnTypes.get(field.dataTypeID) ?? TEXT),
    rows: rows.map((row: unknown[]) => row.map((value) => (value instanceof Date ? value.toISOString() : value))),
  };
}

/** The part of a Prisma driver adapter that reading a database needs. */
function readingAdapter(client: pg.Client) {
  const identity = { provider: 'postgres', adapterName: 'schema-diff' };
  const connected = {
    ...identity,
    queryRaw: (query: Query) => outcome(() => queryRaw(client, query)),
    getConnectionInfo: () => ({ ok: true, value: { schemaName: 'public', supportsRelationJoins: true } }),
    dispose: () => outcome(async () => {}),
  };
  return { ...identity, connect: () => outcome(async () => connected) };
}

async function withEngine<Answer>(url: string, ask: (engine: SchemaEngine, schema: Schema) => Promise<Answer>) {
  const schema = { path: schemaPath, content: await readFile(schemaPath, 'utf8') };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const adapter = readingAdapter(client);
    using engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, adapter);
    return await ask(engine, schema);
  } finally {
    await client.end();
  }
}

/** The SQL that leads from the database at a URL to schema.prisma; empty where there is no difference. */
export async function schemaDiff(url: string): Promise<string> {
  const { stdout } = await withEngine(url, (engine, schema) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: root },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: null,
      filters,
    }),
  );
  const sql = stdout?.trim() ?? '';
  return sql === '-- This is an empty migration.' ? '' : sql;
}

/** What Prisma itself makes of a database's record of migrations. */
export async function diagnoseHistory(url: string, folder: string) {
  const names = (await readdir(folder)).filter((name) => !name.includes('.')).sort();
  const directories = names.map(async (name) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: await readSql(folder, name) } },
  }));
  const migrationsList = {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(directories),
  };
  return withEngine(url, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
  );
}

function readSql(folder: string, name: string): Promise<string> {
  return readFile(path.join(folder, name, 'migration.sql'), 'utf8');
}
