// A worker of its own process, for tests that kill or freeze one: told on its command line what to run against and where to die.
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
    /** Where deliveries are held at points that differ. */
    points: z.record(z.string(), z.string()).default({}),
    /** Which of its calls each delivery is held at. When all are, the process kills itself. */
    holds: z.record(z.string(), z.number()),
    /** How long after it was sent a call has been accepted, and not been answered. */
    acceptedMs: z.number(),
    /** SIGSTOP: it is frozen there, and goes on when someone continues it. */
    signal: z.enum(['SIGKILL', 'SIGSTOP']).default('SIGKILL'),
    logLevel: z.enum(['silent', 'warn']).default('silent'),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const begun = new Map<string, number>();
const held = new Set<string>();
const allHeld = Promise.withResolvers<void>();

async function reach(point: string, { deliveryId }: CrashSite): Promise<void> {
  if (point === 'before_begin') begun.set(deliveryId, (begun.get(deliveryId) ?? -1) + 1);
  const wanted = orders.points[deliveryId] ?? orders.point;
  if (wanted === null || begun.get(deliveryId) !== orders.holds[deliveryId]) return;
  const isAccepted = wanted === 'accepted';
  if (isAccepted && point === 'before_send') setTimeout(hold, orders.acceptedMs, deliveryId);
  if (point === (isAccepted ? 'answered' : wanted)) {
    hold(deliveryId);
    await allHeld.promise;
  }
}

function hold(deliveryId: string): void {
  if (held.has(deliveryId)) return;
  held.add(deliveryId);
  console.log(deliveryId);
  if (held.size < Object.keys(orders.holds).length) return;
  if (orders.signal === 'SIGSTOP') console.log('frozen');
  process.kill(process.pid, orders.signal);
  allHeld.resolve();
}

const { config, secrets } = readConfig([...platforms.keys()], orders.environment);
await createApp({ ...config, publishing: { ...defaultPublishing, ...orders.publishing } }, secrets, {
  log: createLog(orders.logLevel),
  reach,
});
