/** Ids as these networks make them: seventeen digits that grow with time. */
export function createIds(now: () => Date, known: readonly string[]): () => string {
  let last = known.reduce((highest, id) => (BigInt(id) > highest ? BigInt(id) : highest), 0n);
  return () => {
    const fromTime = 18_000_000_000_000_000n + (BigInt(now().getTime()) % 1_000_000_000_000n) * 1_000n;
    last = fromTime > last ? fromTime : last + 1n;
    return String(last);
  };
}

/** What an address names a post by. It is not the post's id, and nobody can read that off it. */
export function shortcodeOf(id: string): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE((BigInt(id) * 6_364_136_223_846_793_005n) % 2n ** 64n);
  return bytes.toString('base64url');
}
