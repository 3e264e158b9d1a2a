import type { Database } from '../database/prisma.ts';
import { lastEventSeq, oldestEventSeq, readEvents } from './event-log.ts';
import type { PostEvent } from './post-event.ts';
import { SubscriptionEnded } from './subscription-ended.ts';
import { createTail, type Tail } from './tail.ts';

type Subscription = {
  workspaceId: string;
  /** Events of this post alone. */
  postId?: string | undefined;
  /** The number after which to begin; without it: from now on. */
  after?: bigint | undefined;
  signal?: AbortSignal | undefined;
};

/** The live side of the event log. */
export type EventFeed = {
  /**
   * Events in order, without gap or repeat, until the signal aborts or the iterator is returned.
   * @throws SubscriptionEnded where `after` is not to be had any more, or the reader fell too far behind.
   */
  subscribe(subscription: Subscription): AsyncGenerator<PostEvent, void, undefined>;
};

/** The feed of this process. */
export type RunningEventFeed = EventFeed &
  Disposable & { /** Looks at the log: called at every NOTIFY, and now and then for lost ones. */ ring(): void };

type Options = {
  database: Database;
  onError: (error: unknown) => void;
  /** How far a reader may fall behind. */
  tailLength?: number;
};

/** Reads the log once for all subscribers of a workspace in this process. */
export function createEventFeed({ database, onError, tailLength = 1024 }: Options): RunningEventFeed {
  const followed = new Map<string, { tail: Promise<Tail>; readers: number }>();
  const closing = new AbortController();

  function join(workspaceId: string): Promise<Tail> {
    const known = followed.get(workspaceId) ?? { tail: openTail(workspaceId), readers: 0 };
    known.readers += 1;
    followed.set(workspaceId, known);
    return known.tail;
  }

  function leave(workspaceId: string): void {
    const known = followed.get(workspaceId);
    if (known && --known.readers === 0) followed.delete(workspaceId);
  }

  async function openTail(workspaceId: string): Promise<Tail> {
    const start = await lastEventSeq(database, workspaceId);
    return createTail(start, tailLength, (after) => readEvents(database, { workspaceId, after, limit: tailLength }));
  }

  async function* follow(subscription: Subscription, signal: AbortSignal): AsyncGenerator<PostEvent, void, undefined> {
    const { workspaceId, postId } = subscription;
    try {
      const tail = await join(workspaceId);
      let position = await startOf(database, subscription);
      // A subscriber that resumes catches up from the log; once it has reached the tail, falling behind it means being too slow.
      let caughtUp = false;
      while (!signal.aborted) {
        const held = tail.after(position);
        if (held === null && caughtUp) throw new SubscriptionEnded('SLOW_CONSUMER', position);
        const events = held ?? (await readEvents(database, { workspaceId, after: position, limit: tailLength }));
        if (leavesGap(events, position)) throw new SubscriptionEnded('CURSOR_EXPIRED', position);
        caughtUp ||= held !== null;
        for (const event of events) {
          position = event.seq;
          if (postId === undefined || event.postId === postId) yield event;
          if (signal.aborted) return;
        }
        if (events.length === 0) await tail.grown(position, signal);
      }
    } finally {
      leave(workspaceId);
    }
  }

  return {
    subscribe(subscription) {
      const ended = new AbortController();
      const signals = [closing.signal, ended.signal, ...(subscription.signal ? [subscription.signal] : [])];
      return endedByReturn(follow(subscription, AbortSignal.any(signals)), ended);
    },
    ring() {
      for (const { tail } of followed.values()) tail.then((open) => open.refresh()).catch(onError);
    },
    [Symbol.dispose]() {
      closing.abort();
    },
  };
}

/** A generator's own return() waits for the event that it is waiting for; this one ends the waiting. */
function endedByReturn<Item>(
  items: AsyncGenerator<Item, void, undefined>,
  ended: AbortController,
): AsyncGenerator<Item, void, undefined> {
  const ending = {
    next: () => items.next(),
    return(value: undefined) {
      ended.abort();
      return items.return(value);
    },
    throw(error: unknown) {
      ended.abort();
      return items.throw(error);
    },
    [Symbol.asyncIterator]: () => ending,
    [Symbol.asyncDispose]: async () => void (await ending.return(undefined)),
  } as AsyncGenerator<Item, void, undefined>;
  return ending;
}

/** Numbers have no gaps; where one is, old events were removed while a reader was still on its way to them. */
function leavesGap([first]: readonly PostEvent[], position: bigint): boolean {
  return first !== undefined && first.seq !== position + 1n;
}

async function startOf(database: Database, { workspaceId, after }: Subscription): Promise<bigint> {
  const last = await lastEventSeq(database, workspaceId);
  if (after === undefined) return last;
  if (after > last) throw new SubscriptionEnded('CURSOR_INVALID');
  const oldest = await oldestEventSeq(database, workspaceId);
  if (after < last && (oldest === null || after + 1n < oldest)) throw new SubscriptionEnded('CURSOR_EXPIRED');
  return after;
}
