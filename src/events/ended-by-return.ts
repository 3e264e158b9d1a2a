/** A generator's own return() waits for what it is waiting for; this one ends the waiting. */
export function endedByReturn<Item>(
  items: AsyncGenerator<Item, void, undefined>,
  end: () => void,
): AsyncGenerator<Item, void, undefined> {
  const ending: AsyncGenerator<Item, void, undefined> = {
    next: () => items.next(),
    return(value) {
      end();
      return items.return(value);
    },
    throw(error) {
      end();
      return items.throw(error);
    },
    [Symbol.asyncIterator]: () => ending,
    [Symbol.asyncDispose]: async () => void (await ending.return()),
  };
  return ending;
}
