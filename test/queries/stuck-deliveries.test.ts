import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import type { DeliveryStatus } from '../../src/domain/statuses.ts';
import { stuckDeliveries } from '../../src/queries/stuck-deliveries.ts';
import { stuckReport } from '../../src/stuck-report.ts';
import { storeAccount, storePost } from '../support/fixtures.ts';
import { type WithWorkspace, withWorkspace } from './with-workspace.ts';

const minute = 60_000;
let place: WithWorkspace;
beforeAll(async () => {
  place = await withWorkspace();
});
afterAll(() => place[Symbol.asyncDispose]());

const ago = (minutes: number) => new Date(Date.now() - minutes * minute);
const find = (limit = 100) => stuckDeliveries(place.database, { dueMs: minute, onItsWayMs: 10 * minute, limit });

type Row = { dueAt?: Date; leaseUntil?: Date; leaseHolder?: string; updatedAt?: Date };
type AccountRow = { nextAllowedAt?: Date };

/** A delivery on an account of its own, as it stands. */
async function store(status: DeliveryStatus, row: Row, account: AccountRow = {}): Promise<string> {
  const { database, workspace } = place;
  const error = {
    code: 'OUTCOME_UNKNOWN',
    message: 'The answer was lost.',
    retryable: true,
    hint: 'Look there.',
  } as const;
  const accountId = await storeAccount(database, workspace.workspaceId);
  await database.account.update({ where: { id: accountId }, data: account });
  const settled = status === 'UNKNOWN' || status === 'PAUSED';
  const deliveries = [{ accountId, status, ...(settled && { error }) }];
  const { deliveryIds } = await storePost(database, workspace.workspaceId, { startedAt: ago(60), deliveries });
  const id = deliveryIds[0] as string;
  await database.delivery.update({ where: { id }, data: row });
  return id;
}

type AttemptRow = { startedAt: Date; outcome?: string; finishedAt?: Date };

const attempt = (deliveryId: string, row: AttemptRow) =>
  place.database.attempt.create({ data: { id: newId('Attempt'), deliveryId, ...row } });

test('what stands still is found, each with since when and how, and nothing else is', async () => {
  const held = { dueAt: ago(30), leaseUntil: ago(-1), leaseHolder: 'host:1' };
  const unknown = await store('UNKNOWN', { updatedAt: ago(50) });
  const paused = await store('PAUSED', { updatedAt: ago(40) });
  const busy = await store('PUBLISHING', held);
  await attempt(busy, { startedAt: ago(31), outcome: 'ABANDONED', finishedAt: ago(20) });
  await attempt(busy, { startedAt: ago(20) });
  const processing = await store('PUBLISHING', { dueAt: ago(-1) });
  await attempt(processing, { startedAt: ago(29) });
  const left = await store('PENDING', { dueAt: ago(28) });
  const limited = await store('PENDING', { dueAt: ago(27) }, { nextAllowedAt: ago(-5) });
  const behind = await store('PENDING', { dueAt: ago(26) });
  const { accountId } = await place.database.delivery.findUniqueOrThrow({ where: { id: behind } });
  await place.database.account.update({ where: { id: accountId }, data: { laneDeliveryId: busy } });
  const deliveries = [{ accountId: await storeAccount(place.database, place.workspace.workspaceId) }];
  const late = await storePost(place.database, place.workspace.workspaceId, { scheduledAt: ago(25), deliveries });

  await store('POSTED', {});
  await store('FAILED', {});
  await store('PENDING', { dueAt: ago(-3) });
  await store('PENDING', { dueAt: ago(0.5) });
  const retried = await store('PUBLISHING', held);
  await attempt(retried, { startedAt: ago(30), outcome: 'FAILED', finishedAt: ago(6) });
  await attempt(retried, { startedAt: ago(5) });
  await storePost(place.database, place.workspace.workspaceId, { scheduledAt: ago(-25), deliveries });

  const found = await find();
  expect(found.map(({ id, standstill }) => [id, standstill])).toEqual([
    [unknown, 'UNKNOWN'],
    [paused, 'PAUSED'],
    [busy, 'HELD'],
    [processing, 'WAITS'],
    [left, 'LEFT'],
    [limited, 'LIMITED'],
    [behind, 'BEHIND'],
    [late.deliveryIds[0], 'LEFT'],
  ]);
  const minutes = found.map(({ since }) => Math.round((Date.now() - since.getTime()) / minute));
  expect(minutes).toEqual([50, 40, 31, 29, 28, 27, 26, 25]);
  expect(await find(3)).toHaveLength(3);

  const report = stuckReport(found);
  expect(report.split('\n\n')).toHaveLength(8);
  expect(report).toContain(`UNKNOWN since ${found[0]?.since.toISOString()}: ${unknown} to @ada.test on bluesky`);
  expect(report).toContain('why         The answer was lost.\n  what to do  Look there.');
  expect(report).toContain('The worker host:1 is at it (no call yet).');
  expect(report).toContain(`${busy} is in flight on the same account.`);
  expect(report).toContain('Start a process with the worker role');
});

test('nothing is said to be stuck where nothing is', () => {
  expect(stuckReport([])).toBe('Nothing is stuck.\n');
});

test('only what waits is read for it', async () => {
  const plan = await place.database.$transaction(async (tx) => {
    await tx.$executeRaw`set local enable_seqscan = off`;
    return tx.$queryRaw<
      { 'QUERY PLAN': string }[]
    >`explain select id from delivery where status in ('UNKNOWN', 'PAUSED')`;
  });
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('delivery_waiting_idx');
});
