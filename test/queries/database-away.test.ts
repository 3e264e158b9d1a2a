import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/prisma.ts';
import { isDatabaseAway } from '../../src/queries/database-away.ts';
import { createTestDatabase } from '../support/database.ts';

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test('a server that does not listen is away', async () => {
  await using database = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none');
  expect(isDatabaseAway(await failureOf(database.workspace.count()))).toBe(true);
  expect(isDatabaseAway(await failureOf(database.$queryRaw`select 1`))).toBe(true);
});

test('a connection that is cut within a statement is away', async () => {
  await using test = await createTestDatabase();
  await using database = openDatabase(test.url);
  const cut = database.$queryRaw`select pg_terminate_backend(pg_backend_pid())`;
  expect(isDatabaseAway(await failureOf(cut))).toBe(true);
});

test('a refused statement is not', async () => {
  await using test = await createTestDatabase();
  await using database = openDatabase(test.url);
  expect(isDatabaseAway(await failureOf(database.$queryRaw`select nothing`))).toBe(false);
  expect(isDatabaseAway(new Error('no'))).toBe(false);
  expect(isDatabaseAway(null)).toBe(false);
});
