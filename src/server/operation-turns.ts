/** Whose turn it is under an operation's id. */
export type OperationTurns = {
  /** Runs an operation, after the one that was given up under its id has ended. Not at all, when it is given up before. */
  begin(id: string, run: () => Promise<void>): Promise<void>;
  /** Its client wants no more of it. Whether it had not begun. */
  giveUp(id: string): boolean;
};

/**
 * An id is free again when its client gives the operation up, which may go on for a while. graphql-ws takes what such a one still says
 * for the next one's under the id, and ends that one with it.
 */
export function createOperationTurns(): OperationTurns {
  const running = new Map<string, { ended: Promise<void>; givenUp: boolean }>();
  const waiting = new Map<string, () => Promise<void>>();

  return {
    async begin(id, run) {
      const before = running.get(id);
      if (before?.givenUp && !waiting.has(id)) {
        waiting.set(id, run);
        await before.ended;
        if (waiting.get(id) !== run) return;
        waiting.delete(id);
      }
      const turn = { ended: run(), givenUp: false };
      running.set(id, turn);
      await turn.ended;
      if (running.get(id) === turn) running.delete(id);
    },
    giveUp(id) {
      const turn = running.get(id);
      if (turn) turn.givenUp = true;
      return waiting.delete(id);
    },
  };
}
