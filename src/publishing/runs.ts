import { setTimeout as delay } from 'node:timers/promises';
import { createJournal } from './journal.ts';
import { runDelivery } from './run-delivery.ts';
import { tellTakeover } from './tell-end.ts';
import type { Claim, PublishingDeps } from './work.ts';

/** The deliveries that a process runs. */
export type Runs = {
  count(): number;
  start(claim: Claim): void;
  /** Resolves when those that run now have ended. */
  ended(): Promise<unknown>;
  /** Waits for them as long as the settings say; what is left then is the next worker's. */
  drain(): Promise<void>;
};

export function createRuns(deps: PublishingDeps, { stopping, onEnd }: { stopping: AbortSignal; onEnd(): void }): Runs {
  const { settings, log } = deps;
  const journal = createJournal(deps);
  const running = new Map<string, Promise<void>>();
  let givenUp = false;

  function stopped({ deliveryId }: Claim, error: unknown): void {
    if (givenUp) log('warn', 'A delivery is left for the next worker.', { deliveryId });
    else log('error', 'A delivery stopped; it is taken up again when its lease ends.', { deliveryId, error });
  }

  return {
    count: () => running.size,
    start(claim) {
      if (claim.takenOver) tellTakeover(deps, claim);
      const run = runDelivery(deps, claim, { journal, stopping })
        .catch((error: unknown) => stopped(claim, error))
        .finally(() => {
          running.delete(claim.attemptId);
          onEnd();
        });
      running.set(claim.attemptId, run);
    },
    ended: () => Promise.all(running.values()),
    async drain() {
      const drained = Promise.all(running.values());
      await Promise.race([drained, delay(settings.drainMs, undefined, { ref: false })]);
      givenUp = true;
    },
  };
}
