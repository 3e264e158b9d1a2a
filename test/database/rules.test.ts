import { test as base, expect } from 'vitest';
import { type Database, openDatabase } from '../../src/database/prisma.ts';
import { accountStatuses, attemptOutcomes, deliveryStatuses, postStatuses } from '../../src/domain/statuses.ts';
import { createTestDatabase } from '../support/database.ts';

const test = base.extend<{ database: Database }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
  database: async ({}, use) => {
    await using store = await createTestDatabase();
    await using database = openDatabase(store.url);
    await addDelivery(database);
    await use(database);
  },
});

/** A workspace in which everything is there once. */
async function addDelivery(database: Database): Promise<void> {
  await database.workspace.create({ data: { id: 'w', name: 'Workspace' } });
  const account = { channel: 'bluesky', remoteId: 'did:1', username: 'a', credentials: '' };
  await database.account.create({ data: { id: 'a', workspaceId: 'w', ...account } });
  await database.post.create({ data: { id: 'p', workspaceId: 'w', status: 'PUBLISHING' } });
  await database.container.create({ data: { id: 'c', postId: 'p', position: 0 } });
  const file = { kind: 'IMAGE', contentHash: '00', filename: 'a.png', mimeType: 'image/png', bytes: 1n };
  await database.media.create({ data: { id: 'm', workspaceId: 'w', ...file } });
  await database.override.create({ data: { id: 'o', containerId: 'c', accountId: 'a' } });
  await database.containerMedia.create({
    data: { id: 'cm', containerId: 'c', overrideId: 'o', mediaId: 'm', position: 0 },
  });
  await database.delivery.create({ data: { id: 'd', workspaceId: 'w', postId: 'p', accountId: 'a' } });
  await database.account.update({ where: { id: 'a' }, data: { laneDeliveryId: 'd' } });
  await database.segment.create({ data: { id: 's', deliveryId: 'd', accountId: 'a', containerId: 'c', position: 0 } });
  await database.attempt.create({ data: { id: 't', deliveryId: 'd' } });
}

type StepFacts = { kind: string; status: string };

function addStep(database: Database, position: number, { kind, status }: StepFacts) {
  const owners = { deliveryId: 'd', segmentId: 's', attemptId: 't' };
  const request = { name: 'publish', round: 1, request: {}, deadlineAt: new Date() };
  return database.step.create({ data: { id: `step${position}`, position, kind, status, ...owners, ...request } });
}

test('a delivery has one open commit at most', async ({ database }) => {
  await addStep(database, 0, { kind: 'COMMIT', status: 'UNKNOWN' });
  const second = addStep(database, 1, { kind: 'COMMIT', status: 'SENDING' });
  await expect(second).rejects.toMatchObject({ code: 'P2002' });
  await addStep(database, 2, { kind: 'CHECK', status: 'SENDING' });
  await addStep(database, 3, { kind: 'PREPARE', status: 'SENDING' });

  await database.step.update({ where: { id: 'step0' }, data: { status: 'DONE' } });
  await addStep(database, 4, { kind: 'COMMIT', status: 'SENDING' });
});

test.for([
  ['post_status_check', postStatuses],
  ['delivery_status_check', deliveryStatuses],
  ['attempt_outcome_check', attemptOutcomes],
  ['account_status_check', accountStatuses],
] as const)('%s allows what the domain knows, and nothing else', async ([name, statuses], { database }) => {
  const [row] = await database.$queryRaw<{ definition: string }[]>`
    select pg_get_constraintdef(oid) as definition from pg_constraint where conname = ${name}`;
  const allowed = [...(row?.definition ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1]);
  expect(allowed.sort()).toEqual([...statuses].sort());
});

test('a step has a kind and a status that publishing knows', async ({ database }) => {
  await expect(addStep(database, 0, { kind: 'commit', status: 'SENDING' })).rejects.toThrow('step_kind_check');
  await expect(addStep(database, 0, { kind: 'COMMIT', status: 'OPEN' })).rejects.toThrow('step_status_check');
});

test('an override is for a channel or for an account, not for both or neither', async ({ database }) => {
  const neither = database.override.create({ data: { id: 'o1', containerId: 'c' } });
  await expect(neither).rejects.toThrow('override_target_check');
  const both = database.override.create({ data: { id: 'o2', containerId: 'c', channel: 'x', accountId: 'a' } });
  await expect(both).rejects.toThrow('override_target_check');
});

test('an account or a file that posts use is not deleted under them', async ({ database }) => {
  await expect(database.account.delete({ where: { id: 'a' } })).rejects.toMatchObject({ code: 'P2003' });
  await expect(database.media.delete({ where: { id: 'm' } })).rejects.toMatchObject({ code: 'P2003' });
});

test('a workspace is deleted with everything in it, once its posts are', async ({ database }) => {
  await addStep(database, 0, { kind: 'COMMIT', status: 'SENDING' });
  await database.post.deleteMany({ where: { workspaceId: 'w' } });
  await database.workspace.delete({ where: { id: 'w' } });
  const counts = await Promise.all([
    database.post.count(),
    database.account.count(),
    database.step.count(),
    database.media.count(),
  ]);
  expect(counts).toEqual([0, 0, 0, 0]);
});

test('what is due is found by an index, with the time from app_now()', async ({ database }) => {
  const plan = await database.$transaction(async (transaction) => {
    await transaction.$executeRaw`set local enable_seqscan = off`;
    return transaction.$queryRaw<{ 'QUERY PLAN': string }[]>`explain select id from delivery where due_at <= app_now()`;
  });
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
    /delivery_due_at_idx.*Index Cond: \(due_at <= app_now\(\)\)/s,
  );
});

test('sessions think in UTC, and every statement can be watched', async () => {
  await using store = await createTestDatabase();
  const statements: string[] = [];
  await using database = openDatabase(store.url, { poolSize: 1, onQuery: (sql) => statements.push(sql) });
  const rows =
    await database.$queryRaw`select current_setting('TimeZone') as zone, current_setting('application_name') as name`;
  expect(rows).toEqual([{ zone: 'UTC', name: 'postern' }]);
  expect(statements).toHaveLength(1);
});
