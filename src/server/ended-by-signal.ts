const ended = { done: true, value: undefined } as const;

/** What is given until the signal aborts, and then one last item, whatever was still to come. */
export function endedBySignal<Item>(
  items: AsyncIterable<Item>,
  signal: AbortSignal,
  last: Item,
): AsyncIterableIterator<Item, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let lastGiven = false;
  const leave = async () => void (await iterator.return?.());
  signal.addEventListener('abort', leave);
  return {
    async next() {
      if (lastGiven) return ended;
      const step = signal.aborted ? ended : await iterator.next();
      if (!signal.aborted) return step.done ? ended : step;
      lastGiven = true;
      return { done: false, value: last };
    },
    async return() {
      signal.removeEventListener('abort', leave);
      await leave();
      return ended;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
