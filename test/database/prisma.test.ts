import { expect, test } from 'vitest';
import { databaseErrorKind } from '../../src/database/database-error-kind.ts';
import { openDatabase } from '../../src/database/prisma.ts';
import { createTestDatabase } from '../support/database.ts';

const doubled = { name: 'doubled', text: 'select $1::int * 2 as number' };
const backend = { name: 'backend', text: 'select pg_backend_pid() as pid' };

test('a kept statement is parsed once for each connection, and can be watched', async () => {
  await using store = await createTestDatabase();
  const statements: string[] = [];
  await using database = openDatabase(store.url, { poolSize: 1, onQuery: (sql) => statements.push(sql) });
  expect(await database.readKept(doubled, [4])).toEqual([{ number: 8 }]);
  expect(await database.readKept(doubled, [5])).toEqual([{ number: 10 }]);
  expect(statements).toEqual([doubled.text, doubled.text]);
  expect(
    await database.$queryRaw`select name, generic_plans + custom_plans as runs from pg_prepared_statements`,
  ).toEqual([{ name: doubled.name, runs: 2n }]);
});

test('a kept statement is sent anew over the connection that replaces a broken one', async () => {
  await using store = await createTestDatabase();
  await using database = openDatabase(store.url, { poolSize: 1 });
  await using other = openDatabase(store.url);
  const [before] = await database.readKept<{ pid: number }>(backend, []);
  await other.$queryRaw`select pg_terminate_backend(${before?.pid}::int)`;
  const kind = await database.readKept(backend, []).then(() => 'none', databaseErrorKind);
  expect(['none', 'away']).toContain(kind);
  const [after] = await database.readKept<{ pid: number }>(backend, []);
  expect(after?.pid).not.toBe(before?.pid);
});

test('what only reads kept statements lets go of its connections, too', async () => {
  await using store = await createTestDatabase();
  const database = openDatabase(store.url);
  await database.readKept(doubled, [1]);
  await database[Symbol.asyncDispose]();
  await using other = openDatabase(store.url);
  const here = other.$queryRaw`select count(*)::int as count from pg_stat_activity where datname = current_database()`;
  expect(await here).toEqual([{ count: 1 }]);
});

test('a kept statement tells that the server is away, and what of a text cannot be held', async () => {
  await using store = await createTestDatabase();
  await using database = openDatabase(store.url);
  await using gone = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none');
  const kindOf = (work: Promise<unknown>) => work.then(() => 'none', databaseErrorKind);
  expect(await kindOf(gone.readKept(doubled, [1]))).toBe('away');
  const terminate = { name: 'terminate', text: 'select pg_terminate_backend(pg_backend_pid())' };
  expect(await kindOf(database.readKept(terminate, []))).toBe('away');
  const said = { name: 'said', text: 'select $1::text as said' };
  expect(await kindOf(database.readKept(said, ['\u0000']))).toBe('text');
});
