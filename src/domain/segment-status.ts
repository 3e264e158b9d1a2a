import type { DeliveryStatus } from './statuses.ts';

type SegmentFacts = { publishedAt: Date | string | null; removedAt: Date | string | null };

/** A segment's status, derived: what is live is POSTED, the first that isn't has the delivery's status, the ones behind it wait. */
export function segmentStatus(
  delivery: { status: DeliveryStatus },
  segments: readonly SegmentFacts[],
  index: number,
): DeliveryStatus {
  const segment = segments[index];
  if (segment?.removedAt) return 'REMOVED';
  if (segment?.publishedAt) return 'POSTED';
  const current = segments.findIndex(({ publishedAt }) => publishedAt === null);
  return index === current ? delivery.status : 'PENDING';
}
