import { expect, test } from 'vitest';
import { databaseErrorKind } from '../../src/database/database-error-kind.ts';
import { Prisma } from '../../src/database/generated/client.ts';
import { openDatabase } from '../../src/database/prisma.ts';
import { createTestDatabase } from '../support/database.ts';

const doubled = { name: 'doubled', text: 'select $1::int * 2 as number' };
const backend = { name: 'backend', text: 'select pg_backend_pid() as pid', values: [] };

test('a statement with a name is parsed once for each connection, and can be watched', async () => {
  await using store = await createTestDatabase();
  const statements: string[] = [];
  await using database = openDatabase(store.url, { poolSize: 1, onQuery: (sql) => statements.push(sql) });
  expect(await database.read({ ...doubled, values: [4] })).toEqual([{ number: 8 }]);
  expect(await database.read({ ...doubled, values: [5] })).toEqual([{ number: 10 }]);
  expect(statements).toEqual([doubled.text, doubled.text]);
  expect(
    await database.$queryRaw`select name, generic_plans + custom_plans as runs from pg_prepared_statements`,
  ).toEqual([{ name: doubled.name, runs: 2n }]);
});

test('a statement with a name is sent anew over the connection that replaces a broken one', async () => {
  await using store = await createTestDatabase();
  await using database = openDatabase(store.url, { poolSize: 1 });
  await using other = openDatabase(store.url);
  const [before] = await database.read<{ pid: number }>(backend);
  await other.$queryRaw`select pg_terminate_backend(${before?.pid}::int)`;
  const kind = await database.read(backend).then(() => 'none', databaseErrorKind);
  expect(['none', 'away']).toContain(kind);
  const [after] = await database.read<{ pid: number }>(backend);
  expect(after?.pid).not.toBe(before?.pid);
});

test('what only reads lets go of its connections, too', async () => {
  await using store = await createTestDatabase();
  const database = openDatabase(store.url);
  await database.read({ ...doubled, values: [1] });
  await database[Symbol.asyncDispose]();
  await using other = openDatabase(store.url);
  const here = other.$queryRaw`select count(*)::int as count from pg_stat_activity where datname = current_database()`;
  expect(await here).toEqual([{ count: 1 }]);
});

test('a read tells that the server is away, and that a text cannot be held', async () => {
  await using store = await createTestDatabase();
  await using database = openDatabase(store.url);
  await using gone = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none');
  const kindOf = (work: Promise<unknown>) => work.then(() => 'none', databaseErrorKind);
  expect(await kindOf(gone.read({ ...doubled, values: [1] }))).toBe('away');
  const terminate = { text: 'select pg_terminate_backend(pg_backend_pid())', values: [] };
  expect(await kindOf(database.read(terminate))).toBe('away');
  const said = { text: 'select $1::text as said', values: ['\u0000'] };
  expect(await kindOf(database.read(said))).toBe('text');
});

test('what Prisma.sql makes is read as $queryRaw reads it', async () => {
  await using store = await createTestDatabase();
  await using database = openDatabase(store.url);
  const part = Prisma.sql`${['b', 'c']}::text[] as list, ${new Date(0)}::timestamptz as time`;
  const sql = Prisma.sql`select ${'a'}::text as text, ${part}, ${null}::text as nothing, ${'{"a":[1]}'}::json as json`;
  expect(await database.read(sql)).toEqual(await database.$queryRaw(sql));
});
