import { SubscriptionEnded } from './subscription-ended.ts';

/** An event as its subscribers get it: the answer to their selection, as JSON. */
export type EventText = { seq: bigint; text: string };

/** What one subscriber has not taken yet. */
export type Backlog = {
  /** Adds an event, where it lies after what the subscriber has. Past the bound the backlog is dropped, and ends with SLOW_CONSUMER. */
  push(event: EventText): void;
  /** Nothing comes after what it holds but this error, where there is one. */
  end(error: unknown): void;
  /** The next event, once there is one; null at the end. @throws what it ended with. */
  take(): Promise<EventText | null>;
};

const maxEvents = 1024;
const maxCharacters = 4 * 1024 * 1024;

/** Begins after a position, that of the last event that the subscriber has. */
export function createBacklog(start: bigint): Backlog {
  let position = start;
  let held: EventText[] = [];
  let characters = 0;
  let ending: { error: unknown } | null = null;
  let wake: (() => void) | null = null;

  function end(error: unknown): void {
    ending ??= { error };
    wake?.();
  }

  return {
    push(event) {
      if (ending !== null || event.seq <= position) return;
      held.push(event);
      characters += event.text.length;
      wake?.();
      if (held.length <= maxEvents && (characters <= maxCharacters || held.length === 1)) return;
      held = [];
      end(new SubscriptionEnded('SLOW_CONSUMER', position));
    },
    end,
    async take() {
      while (held.length === 0 && ending === null)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      wake = null;
      const event = held.shift();
      if (event === undefined) return endOf(ending?.error);
      position = event.seq;
      characters -= event.text.length;
      return event;
    },
  };
}

function endOf(error: unknown): null {
  if (error == null) return null;
  throw error;
}
