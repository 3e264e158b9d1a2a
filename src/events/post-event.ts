import type { DeliveryStatus, PostStatus } from '../domain/statuses.ts';

/** A status change as the log holds it. */
export type PostEvent = {
  workspaceId: string;
  seq: bigint;
  at: Date;
  postId: string;
  previousStatus: PostStatus | null;
  /** Null: the post was deleted. */
  status: PostStatus | null;
  /** Set where one delivery moved; without it the event is the post's own move. */
  deliveryId: string | null;
  previousDeliveryStatus: DeliveryStatus | null;
  deliveryStatus: DeliveryStatus | null;
};
