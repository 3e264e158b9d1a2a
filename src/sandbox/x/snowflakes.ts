const EPOCH = 1_288_834_974_657n;

/** Makes ids as X does: the milliseconds since 2010, and 22 bits to tell the rest apart. https://docs.x.com/fundamentals/x-ids */
export function createSnowflakes(now: () => Date, taken: readonly string[]): () => string {
  let last = taken.reduce((greatest, id) => (BigInt(id) > greatest ? BigInt(id) : greatest), 0n);
  return () => {
    const fromTime = (BigInt(now().getTime()) - EPOCH) << 22n;
    last = fromTime > last ? fromTime : last + 1n;
    return String(last);
  };
}
