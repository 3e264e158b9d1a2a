import type { Log } from './log.ts';
import { publishingRooms } from './platforms/index.ts';
import { askLater } from './publishing/ask-later.ts';
import type { PublishingDeps } from './publishing/work.ts';
import { startChore } from './scheduler/chore.ts';

const everyMs = 10_000;

/** Asks networks for what they tell of a post only after it is published. Many workers may do so: each post is one's at a time. */
export function startLateAsks(deps: PublishingDeps, log: Log): AsyncDisposable {
  const asked = [...publishingRooms].flatMap(([network, { toldLater }]) =>
    toldLater === undefined ? [] : [{ network, toldLater }],
  );
  return startChore({
    everyMs,
    async run(signal) {
      for (const asking of asked) await askLater(deps, asking, signal);
    },
    onError: (error) => log.error({ error }, 'Asking what became of posts failed; it is tried again.'),
  });
}
