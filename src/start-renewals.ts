import type { Log } from './log.ts';
import { publishingRooms } from './platforms/index.ts';
import { renewIdle } from './publishing/renew-idle.ts';
import type { PublishingDeps } from './publishing/work.ts';
import { startChore } from './scheduler/chore.ts';

const everyMs = 60 * 60 * 1000;

/** Keeps credentials alive that would end where nothing is published for weeks. Many workers may do so: one renews at a time. */
export function startRenewals(deps: PublishingDeps, log: Log): AsyncDisposable {
  const networks = [...publishingRooms]
    .filter(([, { connecting }]) => connecting.endsUnused)
    .map(([network]) => network);
  return startChore({
    everyMs,
    run: (signal) => renewIdle(deps, networks, signal),
    onError: (error) => log.error({ error }, 'Renewing credentials failed; it is tried again in an hour.'),
  });
}
