type InSlot = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** Lets so many run at a time. The others wait in line. */
export function createSlots(count: number): InSlot {
  const line: (() => void)[] = [];
  let free = count;
  return async (run) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => line.push(resolve));
    try {
      return await run();
    } finally {
      const next = line.shift();
      if (next) next();
      else free += 1;
    }
  };
}
