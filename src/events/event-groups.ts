import { type Backlog, createBacklog, type EventText, endBacklog, takeFrom } from './backlog.ts';
import { type EventGroup, openEventGroup, type Write } from './event-group.ts';
import type { EventReader } from './event-reader.ts';

/** What gives its subscriber the text of every event after its reader's position. */
type Subscriber<Text extends EventText> = {
  /** Those with the same key get the same text, and read the same log. */
  key: string;
  /** Its own, closed at the subscription's end. */
  reader: EventReader;
  write: Write<Text>;
};

/** One is asked for at a time. Returning ends the waiting for it. */
export type EventTexts<Text extends EventText> = AsyncIterableIterator<Text, undefined, undefined> & {
  return(): Promise<IteratorReturnResult<undefined>>;
};

/** Subscribers that are alike, and what their events are written for once. */
export type EventGroups<Text extends EventText> = {
  /**
   * Texts without gap or repeat, until the iterator is returned or the feed closes.
   * @throws SubscriptionEnded, as it is shown, where the subscriber falls too far behind, or what it still has to read is gone.
   */
  follow(subscriber: Subscriber<Text>): EventTexts<Text>;
};

/** `written` is what it has not taken yet. */
type CatchingUp<Text extends EventText> = { subscriber: Subscriber<Text>; written: Text[] };
/** `catchingUp` is dropped at the end of the log, for a group: most subscribers stay there for long. */
type Seat<Text extends EventText> = {
  catchingUp: CatchingUp<Text> | null;
  group: EventGroup<Text> | null;
  backlog: Backlog<Text>;
};

/**
 * Lets subscribers that are at the end of the log share what is written of an event. Those that resume read and write for
 * themselves until they are there, at their own pace. `shown` is what they are told of an error.
 */
export function createEventGroups<Text extends EventText>(shown: (error: unknown) => unknown): EventGroups<Text> {
  const groups = new Map<string, EventGroup<Text>>();

  /** Whether the subscriber is where its group is. That is looked at and done in one turn, so that nothing comes between. */
  function enter(seat: Seat<Text>, subscriber: Subscriber<Text>): boolean {
    if (!subscriber.reader.atEnd()) return false;
    const group = groups.get(subscriber.key) ?? open(subscriber);
    if (!group.enter(seat.backlog, subscriber.reader)) return false;
    Object.assign(seat, { catchingUp: null, group });
    return true;
  }

  function open({ key, reader, write }: Subscriber<Text>): EventGroup<Text> {
    const onClose = () => {
      if (groups.get(key) === group) groups.delete(key);
    };
    const group = openEventGroup({ reader, write, shown, onClose });
    groups.set(key, group);
    return group;
  }

  function next(seat: Seat<Text>): ReturnType<EventTexts<Text>['next']> {
    const { catchingUp } = seat;
    const value = catchingUp?.written.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (catchingUp === null || enter(seat, catchingUp.subscriber)) return takeFrom(seat.backlog);
    return readOn(catchingUp).then(
      (open) => (open ? next(seat) : ended()),
      (error) => {
        leave(seat);
        throw shown(error);
      },
    );
  }

  return {
    follow(subscriber) {
      const backlog = createBacklog<Text>(subscriber.reader.position());
      const seat: Seat<Text> = { catchingUp: { subscriber, written: [] }, group: null, backlog };
      return {
        next: () => next(seat),
        return() {
          leave(seat);
          return ended();
        },
        [Symbol.asyncIterator]: itself,
      };
    },
  };
}

function leave<Text extends EventText>({ catchingUp, group, backlog }: Seat<Text>): void {
  catchingUp?.subscriber.reader.close();
  endBacklog(backlog, null);
  group?.leave(backlog);
}

/** Reads and writes a few more events. Whether the feed is still open. */
async function readOn<Text extends EventText>(catchingUp: CatchingUp<Text>): Promise<boolean> {
  const { reader, write } = catchingUp.subscriber;
  const events = await reader.read();
  catchingUp.written = [...(await write(events ?? []))];
  return events !== null;
}

async function ended(): Promise<IteratorReturnResult<undefined>> {
  return { done: true, value: undefined };
}

/** One function for thousands of iterators. */
function itself<Self>(this: Self): Self {
  return this;
}
