type Waiting<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void };

/** So many go together at most, and so many groups are under way at once: behind them, the next ones gather. */
const most = 100;
const groups = 3;

/**
 * Does together what is asked for at about the same time: one transaction for all costs little more than for one. An Error as a result
 * is that item's alone; where the whole fails, each is done by itself, unless `passes` says that this would not help.
 */
export function gather<Item, Result>(
  together: (items: readonly Item[]) => Promise<(Result | Error)[]>,
  passes: (error: unknown) => boolean,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let underWay = 0;
  let planned = false;

  function start(): void {
    planned = false;
    while (underWay < groups && waiting.length > 0) {
      underWay += 1;
      void settle(waiting.splice(0, most)).finally(() => {
        underWay -= 1;
        plan();
      });
    }
  }

  function plan(): void {
    if (planned || waiting.length === 0) return;
    planned = true;
    setImmediate(start);
  }

  async function settle(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await together(group.map(({ item }) => item));
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index];
        if (result instanceof Error) reject(result);
        else resolve(result as Result);
      }
    } catch (error) {
      if (group.length > 1 && !passes(error)) await Promise.all(group.map((one) => settle([one])));
      else for (const { reject } of group) reject(error);
    }
  }

  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push({ item, resolve, reject });
    plan();
    return promise;
  };
}
