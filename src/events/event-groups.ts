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
  reader: EventReader;
  /** The number of the last event that its backlogs got, or passed. */
  position: bigint;
  backlogs: Set<Backlog>;
};
type Seat = { leave(): void };

/** So many get an event before other work of this process has a turn. */
const inOneTurn = 500;

/**
 * Lets subscribers that are at the end of the log share what is written of an event. Those that resume read and write for
 * themselves until they are there, at their own pace.
 */
export function createEventGroups(): EventGroups {
  const groups = new Map<string, Group>();

  /** Null where the subscriber is not as far as its group. It is checked and entered in one turn, so that nothing comes between. */
  function enter({ key, reader, write }: Subscriber, seat: Seat): Backlog | null {
    if (!reader.atEnd()) return null;
    const group = groups.get(key) ?? open({ key, reader, write });
    if (reader.position() < group.position) return null;
    const backlog = createBacklog(reader.position());
    group.backlogs.add(backlog);
    if (group.reader !== reader) reader.close();
    seat.leave = () => {
      backlog.end(null);
      group.backlogs.delete(backlog);
      if (group.backlogs.size === 0) close(key, group);
    };
    return backlog;
  }

  function open({ key, reader, write }: Subscriber): Group {
    const group: Group = { reader, position: reader.position(), backlogs: new Set() };
    groups.set(key, group);
    const end = (error: unknown) => {
      close(key, group);
      for (const backlog of group.backlogs) backlog.end(error);
    };
    fill(group, write).then(() => end(null), end);
    return group;
  }

  function close(key: string, group: Group): void {
    group.reader.close();
    if (groups.get(key) === group) groups.delete(key);
  }

  async function* texts(subscriber: Subscriber, seat: Seat): AsyncGenerator<EventText, void, undefined> {
    try {
      let backlog = enter(subscriber, seat);
      while (backlog === null) {
        const events = await subscriber.reader.read();
        if (events === null) return;
        yield* await subscriber.write(events);
        backlog = enter(subscriber, seat);
      }
      for (let text = await backlog.take(); text !== null; text = await backlog.take()) yield text;
    } finally {
      seat.leave();
    }
  }

  return {
    follow(subscriber) {
      const seat = { leave: subscriber.reader.close };
      return endedByReturn(texts(subscriber, seat), () => seat.leave());
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
