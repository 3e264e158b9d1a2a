import { expect, test } from 'vitest';
import { startDatabaseClock } from '../../src/database/database-clock.ts';
import { openDatabase } from '../../src/database/prisma.ts';
import { createTestDatabase } from '../support/database.ts';
import { advance } from '../support/test-clock.ts';

const DAY = 86_400_000;

test('reads the time that SQL reads', async () => {
  await using store = await createTestDatabase();
  await using database = openDatabase(store.url);
  using clock = await startDatabaseClock(database);
  const before = clock.now().getTime();
  const [row] = await database.$queryRaw<{ now: Date }[]>`select app_now() as now`;
  const after = clock.now().getTime();
  const now = row?.now.getTime() ?? 0;
  const toleranceMs = 25;
  expect(now).toBeGreaterThanOrEqual(before - toleranceMs);
  expect(now).toBeLessThanOrEqual(after + toleranceMs);
});

test('moves with it, in SQL and in the process, and columns take it as their default', async () => {
  await using store = await createTestDatabase();
  await using database = openDatabase(store.url);
  using clock = await startDatabaseClock(database);
  const before = clock.now().getTime();
  await advance(database, clock, 40 * DAY);
  expect(clock.now().getTime() - before).toBeGreaterThanOrEqual(40 * DAY - 25);
  const { createdAt } = await database.workspace.create({ data: { id: 'wksp_1', name: 'A' } });
  expect(createdAt.getTime() - before).toBeGreaterThanOrEqual(40 * DAY - 25);
});

test('moves on from one statement of a transaction to the next', async () => {
  await using store = await createTestDatabase();
  await using database = openDatabase(store.url);
  using clock = await startDatabaseClock(database);
  const ask = 'select app_now() as now';
  const [first, second] = await database.$transaction(async (transaction) => {
    const [early] = await transaction.$queryRawUnsafe<{ now: Date }[]>(ask);
    await advance(database, clock, 1000);
    const [late] = await transaction.$queryRawUnsafe<{ now: Date }[]>(ask);
    return [early?.now.getTime() ?? 0, late?.now.getTime() ?? 0];
  });
  expect(second - first).toBeGreaterThanOrEqual(1000);
});

test('goes on with the last measure where the database cannot be reached', async () => {
  await using store = await createTestDatabase();
  const database = openDatabase(store.url);
  using clock = await startDatabaseClock(database);
  const before = clock.now();
  await store[Symbol.asyncDispose]();
  await expect(clock.refresh()).rejects.toThrow();
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
  await database.$disconnect();
});
