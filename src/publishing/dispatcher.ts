import { setTimeout as delay } from 'node:timers/promises';
import { claimDeliveries } from './claim-deliveries.ts';
import { pauseBlocked, resumeReconnected } from './follow-accounts.ts';
import { nextDueInMs } from './next-due.ts';
import { runDelivery } from './run-delivery.ts';
import { startDuePosts } from './start-due-posts.ts';
import { tellTakeover } from './tell-end.ts';
import type { Claim, PublishingDeps } from './work.ts';

/** Runs the deliveries that are due, as many at a time as the settings say. */
export type Dispatcher = AsyncDisposable & {
  /** Looks for due work: called by jobs, by a timer to the next due time, and by the sweep. */
  wake(): void;
  /** Resolves when nothing is due and nothing runs. */
  idle(): Promise<void>;
};

type Options = PublishingDeps & { holder: string };

/** Starting up is the same as going on: what a dead process left is found by its lease having run out. */
export function startDispatcher(deps: Options): Dispatcher {
  const { settings, log } = deps;
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  /** True once a stopping process waits no longer for its deliveries. */
  let givenUp = false;

  function wake(): void {
    if (stopping.signal.aborted) return;
    lookAgain = true;
    looking ??= look().finally(() => {
      looking = null;
      if (lookAgain) wake();
    });
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    try {
      while (lookAgain && !stopping.signal.aborted) {
        lookAgain = false;
        for (const stage of [startAllDue, pauseBlocked, resumeReconnected, fill]) await stage(deps).catch(looked);
      }
      schedule(Math.min(settings.sweepMs, await nextDueInMs(deps)));
    } catch (error) {
      looked(error);
      schedule(settings.sweepMs);
    }
  }

  /** One stage's trouble keeps none of the others from their work. */
  function looked(error: unknown): void {
    log('error', 'Looking for due deliveries failed; it is tried again.', { error });
  }

  function schedule(inMs: number): void {
    if (!stopping.signal.aborted) timer = setTimeout(wake, inMs);
  }

  async function fill(): Promise<void> {
    for (let free = settings.concurrency - running.size; free > 0; free = settings.concurrency - running.size) {
      const claims = await claimDeliveries(deps, { holder: deps.holder, limit: free });
      for (const claim of claims) run(claim);
      if (claims.length === 0 || stopping.signal.aborted) return;
    }
  }

  function run(claim: Claim): void {
    if (claim.takenOver) tellTakeover(deps, claim);
    const done = runDelivery(deps, claim, stopping.signal)
      .catch((error: unknown) => {
        const { deliveryId } = claim;
        if (givenUp) log('warn', 'A delivery is left for the next worker.', { deliveryId });
        else log('error', 'A delivery stopped; it is taken up again when its lease ends.', { deliveryId, error });
      })
      .finally(() => {
        running.delete(claim.attemptId);
        wake();
      });
    running.set(claim.attemptId, done);
  }

  wake();
  return {
    wake,
    async idle() {
      do {
        wake();
        await looking;
        await Promise.all(running.values());
      } while (running.size > 0 || looking !== null);
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      clearTimeout(timer);
      await looking;
      const drained = Promise.all(running.values());
      await Promise.race([drained, delay(settings.drainMs, undefined, { ref: false })]);
      givenUp = true;
    },
  };
}

async function startAllDue(deps: PublishingDeps): Promise<void> {
  while ((await startDuePosts(deps)) > 0);
}
