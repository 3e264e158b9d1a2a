/** Choices that are the same again for the same seed. */
export type Random = {
  /** At least `from`, below `to`. */
  between(from: number, to: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** So many different ones, in any order. */
  some<Item>(items: readonly Item[], count: number): Item[];
};

/** Mulberry32, by Tommy Ettinger: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c. Each name has a series of its own. */
export function createRandom(seed: number, name: string): Random {
  let state = [...name].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed) | 0;

  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }

  return {
    between: (from, to) => from + next() * (to - from),
    pick,
    some(items, count) {
      const left = [...items];
      return Array.from({ length: Math.min(count, left.length) }, () => {
        const item = pick(left);
        left.splice(left.indexOf(item), 1);
        return item;
      });
    },
  };
}
