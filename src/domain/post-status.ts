import type { DeliveryStatus, PostStatus } from './statuses.ts';

type PostFacts = { startedAt: Date | null; scheduledAt: Date | null };

const underway: ReadonlySet<DeliveryStatus> = new Set(['PENDING', 'PUBLISHING']);
const live: ReadonlySet<DeliveryStatus> = new Set(['POSTED', 'REMOVED']);

/** A post's status, from its own times and its deliveries' statuses (DESIGN.md, rule 13). FAILED, UNKNOWN and PAUSED count as settled. */
export function postStatus(post: PostFacts, deliveries: readonly DeliveryStatus[]): PostStatus {
  if (post.startedAt === null) return post.scheduledAt === null ? 'DRAFT' : 'SCHEDULED';
  if (deliveries.some((status) => underway.has(status))) return 'PUBLISHING';
  const liveCount = deliveries.filter((status) => live.has(status)).length;
  if (liveCount === 0) return 'FAILED';
  return liveCount === deliveries.length ? 'POSTED' : 'PARTIALLY_POSTED';
}

/** The statuses that postStatus can give a post with a delivery in one of these. All are PENDING until it starts. */
export function postStatusesWith(deliveryStatuses: readonly DeliveryStatus[]): readonly PostStatus[] {
  return [...new Set(deliveryStatuses.flatMap(statusesBeside))];
}

function statusesBeside(status: DeliveryStatus): PostStatus[] {
  if (status === 'PENDING') return ['DRAFT', 'SCHEDULED', 'PUBLISHING'];
  if (underway.has(status)) return ['PUBLISHING'];
  return ['PUBLISHING', 'PARTIALLY_POSTED', live.has(status) ? 'POSTED' : 'FAILED'];
}
