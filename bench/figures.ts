/** The value below which a share of the figures lies. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** p50, p95, p99 and the greatest, in milliseconds, as a line of a table. */
export function spread(figures: readonly number[]): Record<string, number> {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(percentile(sorted, share));
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** The one in the middle. */
export function median(figures: readonly number[]): number {
  return percentile(
    figures.toSorted((a, b) => a - b),
    0.5,
  );
}
