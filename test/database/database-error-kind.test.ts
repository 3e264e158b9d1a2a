import { expect, test } from 'vitest';
import { databaseErrorKind } from '../../src/database/database-error-kind.ts';
import { openDatabase } from '../../src/database/prisma.ts';
import { createTestDatabase } from '../support/database.ts';

const kindOf = (work: Promise<unknown>) => work.then(() => 'none', databaseErrorKind);

test('a server that does not listen is away', async () => {
  await using database = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none');
  expect(await kindOf(database.workspace.count())).toBe('away');
  expect(await kindOf(database.$queryRaw`select 1`)).toBe('away');
});

test('a connection that is cut within a statement is away', async () => {
  await using test = await createTestDatabase();
  await using database = openDatabase(test.url);
  expect(await kindOf(database.$queryRaw`select pg_terminate_backend(pg_backend_pid())`)).toBe('away');
});

test('a server that has no connection for a transaction in time, or is too slow for it, is away', async () => {
  await using test = await createTestDatabase();
  await using database = openDatabase(test.url, { poolSize: 1 });
  const held = Promise.withResolvers<void>();
  const holding = database.$transaction(() => held.promise);
  expect(await kindOf(database.$transaction(async () => {}, { maxWait: 20 }))).toBe('away');
  held.resolve();
  await holding;
  const slow = database.$transaction((tx) => tx.$queryRaw`select 1 from pg_sleep(0.1)`, { timeout: 20 });
  expect(await kindOf(slow)).toBe('away');
});

test('a null character is a text that cannot be held', async () => {
  await using test = await createTestDatabase();
  await using database = openDatabase(test.url);
  const zero = String.fromCharCode(0);
  expect(await kindOf(database.$queryRaw`select ${zero}::text`)).toBe('text');
  expect(await kindOf(database.workspace.create({ data: { id: zero, name: zero } }))).toBe('text');
  expect(await kindOf(database.$queryRaw`select ${JSON.stringify({ zero })}::jsonb`)).toBe('text');
});

test('a refused statement is neither', async () => {
  await using test = await createTestDatabase();
  await using database = openDatabase(test.url);
  expect(await kindOf(database.$queryRaw`select nothing`)).toBeNull();
  expect(databaseErrorKind(new Error('no'))).toBeNull();
  expect(databaseErrorKind(null)).toBeNull();
});
