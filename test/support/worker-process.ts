// A worker of its own process, for tests that kill one: told on its command line what to run against and where to die.
import { z } from 'zod';
import { createApp } from '../../src/app.ts';
import { defaultPublishing } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { CrashSite } from '../../src/publishing/work.ts';
import { readConfig } from '../../src/read-config.ts';

const orders = z
  .object({
    environment: z.record(z.string(), z.string()),
    publishing: z.record(z.string(), z.unknown()),
    point: z.string().nullable(),
    /** The segment's position at which each delivery is held. When all are, the process kills itself. */
    holds: z.record(z.string(), z.number()),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const held = new Set<string>();

async function reach(point: string, { deliveryId, position }: CrashSite): Promise<void> {
  if (point !== orders.point || orders.holds[deliveryId] !== position) return;
  held.add(deliveryId);
  if (held.size === Object.keys(orders.holds).length) process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
}

const { config, secrets } = readConfig([...platforms.keys()], orders.environment);
await createApp({ ...config, publishing: { ...defaultPublishing, ...orders.publishing } }, secrets, {
  log: createLog('silent'),
  reach,
});
