import type { Database } from '../database/prisma.ts';
import { readEvents } from './event-log.ts';
import type { PostEvent } from './post-event.ts';
import { SubscriptionEnded } from './subscription-ended.ts';
import type { Tail } from './tail.ts';

/** A place in a workspace's log that moves forward. Iterated over, it gives the events after it, without gap or repeat, and is closed then. */
export type EventReader = AsyncIterable<PostEvent> & {
  /** The number of the last event that it has passed. */
  position(): bigint;
  /** Whether it has passed all that is known in this process. A closed one never has. */
  atEnd(): boolean;
  /**
   * The next few events that it is for, perhaps none of those passed; null once it is closed. At the end it waits.
   * @throws SubscriptionEnded where the log no longer holds the next event.
   */
  read(): Promise<readonly PostEvent[] | null>;
  close(): void;
};

type Options = {
  database: Database;
  workspaceId: string;
  /** Reads events of this post alone. */
  postId?: string | undefined;
  start: bigint;
  tail: Tail;
  signal?: AbortSignal | undefined;
  /** Called once. */
  onClose: () => void;
};

/** So many are worked on together: their posts are read in one statement. */
const stride = 16;

export function createEventReader(options: Options): EventReader {
  const { database, workspaceId, postId, tail } = options;
  let position = options.start;
  let closed = false;
  let waiting: AbortController | null = null;

  function close(): void {
    if (closed) return;
    closed = true;
    waiting?.abort();
    options.onClose();
  }
  options.signal?.addEventListener('abort', close);

  async function next(): Promise<readonly PostEvent[]> {
    const events =
      tail.after(position, stride) ?? (await readEvents(database, { workspaceId, after: position, limit: stride }));
    const [first] = events;
    // Numbers have no gaps; where one is, old events were removed while a reader was still on its way to them.
    if (first !== undefined && first.seq !== position + 1n) throw new SubscriptionEnded('CURSOR_EXPIRED', position);
    return events;
  }

  async function read(): Promise<readonly PostEvent[] | null> {
    while (!closed) {
      const events = await next();
      position = events.at(-1)?.seq ?? position;
      if (events.length > 0) return events.filter((event) => postId === undefined || event.postId === postId);
      waiting = new AbortController();
      await tail.grown(position, waiting.signal);
      waiting = null;
    }
    return null;
  }

  return {
    position: () => position,
    atEnd: () => !closed && tail.after(position, 1)?.length === 0,
    read,
    close,
    async *[Symbol.asyncIterator]() {
      try {
        for (let events = await read(); events !== null; events = await read()) yield* events;
      } finally {
        close();
      }
    },
  };
}
