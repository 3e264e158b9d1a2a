import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { defaultPublishing } from '../../src/config.ts';
import { startTestApp, testApiKey } from '../support/app.ts';
import { createTestDatabase } from '../support/database.ts';
import { made, readPost } from '../support/posts.ts';

const ENCRYPTION_KEY = 'ab'.repeat(32);
const takenOverWithinMs = 15_000;

test('with the defaults, a dead worker’s delivery is taken over when its lease ends and not before, within 15 s', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'postern-takeover-'));
  await using database = await createTestDatabase();
  const place = { databaseUrl: database.url, dataDir, environment: { ENCRYPTION_KEY } };
  await using app = await startTestApp({ ...place, roles: ['api', 'sandbox'] });
  const post = await made(app, 'createPost', { accounts: ['mastodon'], content: 'taken over', publish: true });
  const deliveryId = post.deliveries[0]?.id ?? '';

  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY,
    DEMO_API_KEY: testApiKey,
    ROLES: 'worker',
    PORT: '0',
    SANDBOX_URL: app.sandbox.url,
  };
  const orders = { environment, publishing: {}, point: 'before_send', holds: { [deliveryId]: 0 }, acceptedMs: 0 };
  const dying = spawn(process.execPath, ['test/support/worker-process.ts', JSON.stringify(orders)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(dying, 'exit')).toEqual([null, 'SIGKILL']);

  await using worker = await startTestApp({ ...place, roles: ['worker'], sandboxUrl: app.sandbox.url });
  const attempts = () => app.database.attempt.findMany({ where: { deliveryId }, orderBy: { startedAt: 'asc' } });
  const { leaseUntil } = await app.database.delivery.findUniqueOrThrow({ where: { id: deliveryId } });
  const leaseEndsAt = leaseUntil?.getTime() ?? 0;
  const leftMs = async () => leaseEndsAt - (await readNow());
  const readNow = async () => {
    const [row] = await app.database.$queryRaw<{ now: Date }[]>`select app_now() as now`;
    return row?.now.getTime() ?? 0;
  };

  await worker.advance(Math.floor(await leftMs()) - 1_000);
  expect(await attempts()).toHaveLength(1);
  const movedMs = Math.ceil(await leftMs());
  await app.database.$executeRaw`update clock_offset set offset_ms = offset_ms + ${movedMs}::bigint`;
  // Nobody wakes the worker: its own sweep has to see it.
  await vi.waitFor(async () => expect(await attempts()).toHaveLength(2), { timeout: 10_000 });
  const [first, second] = await attempts();
  expect(first).toMatchObject({ outcome: 'ABANDONED' });
  const lastSignOfLife = leaseEndsAt - defaultPublishing.leaseMs;
  const takenOverAfterMs = (second?.startedAt.getTime() ?? 0) - lastSignOfLife;
  expect(takenOverAfterMs).toBeGreaterThan(defaultPublishing.leaseMs);
  expect(takenOverAfterMs).toBeLessThan(takenOverWithinMs);

  await worker.settle();
  expect(await readPost(app, post.id)).toMatchObject({ status: 'POSTED' });
  expect(await app.sandbox.published()).toHaveLength(1);
  await rm(dataDir, { recursive: true, force: true });
});
