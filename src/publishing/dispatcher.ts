import { claimDeliveries } from './claim-deliveries.ts';
import { pauseDue, resumeReconnected } from './follow-accounts.ts';
import { lookAround } from './look-around.ts';
import { createRuns } from './runs.ts';
import { startDuePosts } from './start-due-posts.ts';
import type { PublishingDeps } from './work.ts';

/** Runs the deliveries that are due, as many at a time as the settings say. */
export type Dispatcher = AsyncDisposable & {
  /** Looks for due work: called by jobs, by a timer to the next due time, and by the sweep. */
  wake(): void;
  /** Resolves when nothing is due and nothing runs. */
  idle(): Promise<void>;
};

type Options = PublishingDeps & { holder: string };

/** What ends, or becomes due, within this time is looked for at once. */
const paceMs = 20;

/** Starting up is the same as going on: what a dead process left is found by its lease having run out. */
export function startDispatcher(deps: Options): Dispatcher {
  const { settings, log } = deps;
  const stopping = new AbortController();
  const runs = createRuns(deps, { stopping: stopping.signal, onEnd });
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  /** True where a delivery has ended since anyone looked: its account may have the next one. */
  let anyEnded = false;

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
        anyEnded = false;
        await lookOnce();
      }
    } catch (error) {
      looked(error);
      schedule(settings.sweepMs);
    }
  }

  async function lookOnce(): Promise<void> {
    const lookedAtMs = performance.now();
    const { anyDue, nextInMs } = await makeDue(deps, looked);
    if (anyDue) await fill().catch(looked);
    schedule(anyEnded ? 0 : Math.min(settings.sweepMs, nextInMs) - (performance.now() - lookedAtMs));
  }

  function looked(error: unknown): void {
    log('error', 'Looking for due deliveries failed; it is tried again.', { error });
  }

  function schedule(inMs: number): void {
    clearTimeout(timer);
    if (!stopping.signal.aborted) timer = setTimeout(wake, Math.max(paceMs, inMs));
  }

  async function fill(): Promise<void> {
    for (let free = settings.concurrency - runs.count(); free > 0; free = settings.concurrency - runs.count()) {
      const claims = await claimDeliveries(deps, { holder: deps.holder, limit: free });
      for (const claim of claims) runs.start(claim);
      if (claims.length < free || stopping.signal.aborted) return;
    }
  }

  function onEnd(): void {
    if (!anyEnded && looking === null) schedule(0);
    anyEnded = true;
  }

  wake();
  return {
    wake,
    async idle() {
      do {
        wake();
        await looking;
        await runs.ended();
      } while (runs.count() > 0 || looking !== null || (anyEnded && !stopping.signal.aborted));
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      clearTimeout(timer);
      await looking;
      await runs.drain();
    },
  };
}

/** Moves what has become due, or can go on, or cannot. One stage's trouble keeps none of the others from their work. */
async function makeDue(deps: PublishingDeps, onError: (error: unknown) => void) {
  const { posts, blocked, resumable, deliveries, nextInMs } = await lookAround(deps);
  if (posts) await startAllDue(deps).catch(onError);
  if (posts || blocked) await pauseDue(deps).catch(onError);
  if (resumable) await resumeReconnected(deps).catch(onError);
  return { anyDue: posts || resumable || deliveries, nextInMs };
}

async function startAllDue(deps: PublishingDeps): Promise<void> {
  while (await startDuePosts(deps));
}
