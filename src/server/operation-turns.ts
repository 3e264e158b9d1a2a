/** Whose turn it is under an operation's id. */
export type OperationTurns = {
  /** Runs an operation, after the one that was given up under its id has ended. Not at all, when it is given up before. */
  begin(id: string, operation: Operation): Promise<void>;
  /** Its client wants no more of it. Whether it had not begun. */
  giveUp(id: string): boolean;
};

type Operation = () => Promise<void>;
type Turn = { ended: Promise<void>; givenUp: boolean; waiting: Operation | null };

/**
 * An id is free again when its client gives the operation up, which may go on for a while. graphql-ws takes what such a one still says
 * for the next one's under the id, and ends that one with it.
 */
export function createOperationTurns(): OperationTurns {
  const turns = new Map<string, Turn>();

  function run(id: string, operation: Operation): Promise<void> {
    const ended = operation().then(() => {
      if (turns.get(id) === turn) turns.delete(id);
    });
    const turn: Turn = { ended, givenUp: false, waiting: null };
    turns.set(id, turn);
    return ended;
  }

  return {
    begin(id, operation) {
      const before = turns.get(id);
      if (!before?.givenUp || before.waiting !== null) return run(id, operation);
      before.waiting = operation;
      return before.ended.then(() => (before.waiting === operation ? run(id, operation) : undefined));
    },
    giveUp(id) {
      const turn = turns.get(id);
      if (turn === undefined) return false;
      const hadNotBegun = turn.waiting !== null;
      Object.assign(turn, { givenUp: true, waiting: null });
      return hadNotBegun;
    },
  };
}
