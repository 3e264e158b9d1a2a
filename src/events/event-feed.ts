import type { Database } from '../database/prisma.ts';
import { lastEventSeq, oldestEventSeq, readEvents } from './event-log.ts';
import { createEventReader, type EventReader } from './event-reader.ts';
import { SubscriptionEnded } from './subscription-ended.ts';
import { createTail, type Tail } from './tail.ts';

type Place = {
  workspaceId: string;
  /** Events of this post alone. */
  postId?: string | undefined;
  /** The number after which to begin; without it: from now on. */
  after?: bigint | undefined;
  /** Ends reading. */
  signal?: AbortSignal | undefined;
};

/** The live side of the event log. */
export type EventFeed = {
  /**
   * Takes a place in a workspace's log. Whoever takes it closes it.
   * @throws SubscriptionEnded where `after` is not to be had, or not any more.
   */
  subscribe(place: Place): Promise<EventReader>;
};

/** The feed of this process. Disposing it closes every place that was taken. */
export type RunningEventFeed = EventFeed &
  Disposable & { /** Looks at the log: called at every NOTIFY, and now and then for lost ones. */ ring(): void };

type Options = {
  database: Database;
  onError: (error: unknown) => void;
  /** How many events are held in memory. Who is further behind reads the log. */
  tailLength?: number;
};

/** Reads the log once for all who follow a workspace in this process. */
export function createEventFeed({ database, onError, tailLength = 1024 }: Options): RunningEventFeed {
  const followed = new Map<string, { tail: Promise<Tail>; readers: number }>();
  const opened = new Set<EventReader>();

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

  async function openAt(place: Place): Promise<EventReader> {
    const { workspaceId, postId, signal } = place;
    const tail = await join(workspaceId);
    const start = await startOf(database, place);
    const onClose = () => {
      opened.delete(reader);
      leave(workspaceId);
    };
    const reader = createEventReader({ database, workspaceId, postId, start, tail, signal, onClose });
    opened.add(reader);
    return reader;
  }

  return {
    async subscribe(place) {
      try {
        return await openAt(place);
      } catch (error) {
        leave(place.workspaceId);
        throw error;
      }
    },
    ring() {
      for (const { tail } of followed.values()) tail.then((open) => open.refresh()).catch(onError);
    },
    [Symbol.dispose]() {
      for (const reader of [...opened]) reader.close();
    },
  };
}

async function startOf(database: Database, { workspaceId, after }: Place): Promise<bigint> {
  const last = await lastEventSeq(database, workspaceId);
  if (after === undefined) return last;
  if (after > last) throw new SubscriptionEnded('CURSOR_INVALID');
  const oldest = await oldestEventSeq(database, workspaceId);
  if (after < last && (oldest === null || after + 1n < oldest)) throw new SubscriptionEnded('CURSOR_EXPIRED');
  return after;
}
