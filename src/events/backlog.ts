/** An event as its subscribers get it: the answer to their selection, as JSON. */
export type EventText = { seq: bigint; text: string };

/** What one subscriber has not taken yet. A plain record, since thousands of them lie idle. */
export type Backlog<Text extends EventText> = {
  /** The number of the last event that the subscriber has. */
  position: bigint;
  /** Null while there is nothing. */
  held: Text[] | null;
  characters: number;
  /** Nothing comes after what it holds but this error, where there is one. */
  ending: { error: unknown } | null;
  /** Gives the next event to who waits for it. */
  hand: ((next: Next<Text> | Promise<Next<Text>>) => void) | null;
};

type Next<Text> = IteratorResult<Text, undefined>;

const maxEvents = 1024;
const maxCharacters = 4 * 1024 * 1024;

/** Begins after a position. */
export function createBacklog<Text extends EventText>(position: bigint): Backlog<Text> {
  return { position, held: null, characters: 0, ending: null, hand: null };
}

/** Adds an event, where it lies after what the subscriber has. Whether the backlog stays within its bound. */
export function pushTo<Text extends EventText>(backlog: Backlog<Text>, event: Text): boolean {
  if (backlog.ending !== null || event.seq <= backlog.position) return true;
  if (backlog.hand !== null) {
    backlog.position = event.seq;
    hand(backlog, { done: false, value: event });
    return true;
  }
  backlog.held ??= [];
  backlog.held.push(event);
  backlog.characters += event.text.length;
  const { held, characters } = backlog;
  return held.length <= maxEvents && (characters <= maxCharacters || held.length === 1);
}

/** Nothing comes after what it holds but the error, where there is one. */
export function endBacklog<Text extends EventText>(backlog: Backlog<Text>, error: unknown): void {
  backlog.ending ??= { error };
  if (backlog.hand !== null) hand(backlog, end(backlog.ending));
}

/** The next event, once there is one. @throws once, what it ended with. */
export function takeFrom<Text extends EventText>(backlog: Backlog<Text>): Promise<Next<Text>> {
  const value = backlog.held?.shift();
  if (backlog.held?.length === 0) backlog.held = null;
  if (value !== undefined) {
    backlog.position = value.seq;
    backlog.characters -= value.text.length;
    return Promise.resolve({ done: false, value });
  }
  if (backlog.ending !== null) return end(backlog.ending);
  return new Promise((resolve) => {
    backlog.hand = resolve;
  });
}

function hand<Text extends EventText>(backlog: Backlog<Text>, next: Next<Text> | Promise<Next<Text>>): void {
  const { hand: give } = backlog;
  backlog.hand = null;
  give?.(next);
}

function end(ending: { error: unknown }): Promise<IteratorReturnResult<undefined>> {
  const { error } = ending;
  ending.error = null;
  return error == null ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(error);
}
