import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Backlog, type EventText, endBacklog, pushTo } from './backlog.ts';
import type { EventReader } from './event-reader.ts';
import type { PostEvent } from './post-event.ts';
import { SubscriptionEnded } from './subscription-ended.ts';

/** Gives the texts of some events, in their order. */
export type Write<Text extends EventText> = (events: readonly PostEvent[]) => Promise<readonly Text[]>;

/** Live subscribers that are alike. It closes when the last of them has left. */
export type EventGroup<Text extends EventText> = {
  /** Lets a backlog in whose subscriber has got what lies before the reader. Whether the group is not further than that. */
  enter(backlog: Backlog<Text>, reader: EventReader): boolean;
  leave(backlog: Backlog<Text>): void;
};

type Options<Text extends EventText> = {
  /** Closed with the group. */
  reader: EventReader;
  write: Write<Text>;
  /** What subscribers are told of an error. */
  shown: (error: unknown) => unknown;
  onClose: () => void;
};

/** So many get an event before other work of this process has a turn. */
const inOneTurn = 500;

/** Writes every event after its reader's position once, for all that are in it. */
export function openEventGroup<Text extends EventText>(options: Options<Text>): EventGroup<Text> {
  const { reader, write, shown } = options;
  const backlogs = new Set<Backlog<Text>>();
  /** The number of the last event that its backlogs got, or passed. */
  let position = reader.position();

  async function fill(): Promise<void> {
    for (let events = await reader.read(); events !== null; events = await reader.read()) {
      const texts = await write(events);
      position = reader.position();
      for (const text of texts) await give(text);
    }
  }

  async function give(text: Text): Promise<void> {
    let given = 0;
    for (const backlog of backlogs) {
      if (!pushTo(backlog, text)) cutOff(backlog);
      given += 1;
      if (given % inOneTurn === 0) await nextTurn();
    }
  }

  function cutOff(backlog: Backlog<Text>): void {
    backlog.held = null;
    endBacklog(backlog, shown(new SubscriptionEnded('SLOW_CONSUMER', backlog.position)));
    leave(backlog);
  }

  function leave(backlog: Backlog<Text>): void {
    backlogs.delete(backlog);
    if (backlogs.size === 0) close();
  }

  function close(): void {
    reader.close();
    options.onClose();
  }

  function end(error: unknown): void {
    close();
    for (const backlog of backlogs) endBacklog(backlog, error);
  }

  fill().then(
    () => end(null),
    (error) => end(shown(error)),
  );
  return {
    enter(backlog, from) {
      if (from.position() < position) return false;
      if (from !== reader) from.close();
      backlog.position = from.position();
      backlogs.add(backlog);
      return true;
    },
    leave,
  };
}
