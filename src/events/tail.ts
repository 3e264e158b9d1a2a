import type { PostEvent } from './post-event.ts';

type ReadAfter = (after: bigint) => Promise<PostEvent[]>;

/** The end of a workspace's log, read once for all who follow it. */
export type Tail = {
  /** Reads what is new and wakes those who wait for it. Calls that come while it reads are made up for by one more reading. */
  refresh(): Promise<void>;
  /** The first few that are held after a position: [] where there is nothing new, null where the position lies before what is held. */
  after(position: bigint, limit: number): readonly PostEvent[] | null;
  /** Resolves when there is something after the position, or the signal aborts. */
  grown(position: bigint, signal: AbortSignal): Promise<void>;
};

/** Holds the last `length` events from `start` on; memory does not grow with the number of readers. */
export function createTail(start: bigint, length: number, readAfter: ReadAfter): Tail {
  let held: PostEvent[] = [];
  let last = start;
  let reading: Promise<void> | null = null;
  let again = false;
  const waiting = new Set<() => void>();

  async function read(): Promise<void> {
    do {
      again = false;
      const events = await readAfter(last);
      if (events.length === 0) continue;
      held = [...held, ...events].slice(-length);
      last = held.at(-1)?.seq ?? last;
      for (const wake of [...waiting]) wake();
      again = true;
    } while (again);
  }

  return {
    refresh() {
      again = true;
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
    after(position, limit) {
      if (position >= last) return [];
      const first = held[0]?.seq ?? last + 1n;
      const from = Number(position + 1n - first);
      return from < 0 ? null : held.slice(from, from + limit);
    },
    grown(position, signal) {
      if (position < last || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    },
  };
}
