import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Backlog, createBacklog, type EventText } from './backlog.ts';
import { endedByReturn } from './ended-by-return.ts';
import type { EventReader } from './event-reader.ts';
import type { PostEvent } from './post-event.ts';

/** What gives its subscriber the text of every event after its reader's position. */
export type Subscriber = {
  /** Those with the same key get the same text, and read the same log. */
  key: string;
  /** Its own, closed at the subscription's end. */
  reader: EventReader;
  /** The texts of some events, in their order. */
  write(events: readonly PostEvent[]): Promise<readonly EventText[]>;
};

/** Subscribers that are alike, and what their events are written for once. */
export type EventGroups = {
  /**
   * Texts without gap or repeat, until the iterator is returned or the feed closes.
   * @throws SubscriptionEnded where the subscriber falls too far behind, or what it still has to read is gone.
   */
  follow(subscriber: Subscriber): AsyncGenerator<EventText, void, undefined>;
};

type Group = {
  key: string;
  reader: EventReader;
  /** The number of the last event that its backlogs got, or passed. */
  position: bigint;
  backlogs: Set<Backlog>;
};
/** `catchingUp` is dropped at the end of the log: most subscribers stay there for long. */
type Seat = { catchingUp: Subscriber | null; leave(): void };

/** So many get an event before other work of this process has a turn. */
const inOneTurn = 500;

/**
 * Lets subscribers that are at the end of the log share what is written of an event. Those that resume read and write for
 * themselves until they are there, at their own pace.
 */
export function createEventGroups(): EventGroups {
  const groups = new Map<string, Group>();

  /** Null where the subscriber is not as far as its group. It is checked and entered in one turn, so that nothing comes between. */
  function enter(seat: Seat): Backlog | null {
    const subscriber = seat.catchingUp;
    if (!subscriber?.reader.atEnd()) return null;
    const { reader } = subscriber;
    const group = groups.get(subscriber.key) ?? open(subscriber);
    if (reader.position() < group.position) return null;
    if (group.reader !== reader) reader.close();
    seat.catchingUp = null;
    return join(group, reader.position(), seat);
  }

  function join(group: Group, position: bigint, seat: Seat): Backlog {
    const backlog = createBacklog(position);
    group.backlogs.add(backlog);
    seat.leave = () => {
      backlog.end(null);
      group.backlogs.delete(backlog);
      if (group.backlogs.size === 0) close(group);
    };
    return backlog;
  }

  function open({ key, reader, write }: Subscriber): Group {
    const group: Group = { key, reader, position: reader.position(), backlogs: new Set() };
    groups.set(key, group);
    const end = (error: unknown) => {
      close(group);
      for (const backlog of group.backlogs) backlog.end(error);
    };
    fill(group, write).then(() => end(null), end);
    return group;
  }

  function close(group: Group): void {
    group.reader.close();
    if (groups.get(group.key) === group) groups.delete(group.key);
  }

  async function* texts(seat: Seat): AsyncGenerator<EventText, void, undefined> {
    try {
      let backlog = enter(seat);
      while (backlog === null && seat.catchingUp !== null) {
        const events = await seat.catchingUp.reader.read();
        if (events === null) return;
        yield* await seat.catchingUp.write(events);
        backlog = enter(seat);
      }
      for (let text = await backlog?.take(); text != null; text = await backlog?.take()) yield text;
    } finally {
      seat.leave();
    }
  }

  return {
    follow(subscriber) {
      const seat = { catchingUp: subscriber, leave: subscriber.reader.close };
      return endedByReturn(texts(seat), () => seat.leave());
    },
  };
}

async function fill(group: Group, write: Subscriber['write']): Promise<void> {
  const { reader, backlogs } = group;
  for (let events = await reader.read(); events !== null; events = await reader.read()) {
    const texts = await write(events);
    group.position = reader.position();
    for (const text of texts) await give(text, backlogs);
  }
}

async function give(text: EventText, backlogs: ReadonlySet<Backlog>): Promise<void> {
  let given = 0;
  for (const backlog of backlogs) {
    backlog.push(text);
    given += 1;
    if (given % inOneTurn === 0) await nextTurn();
  }
}
