import type { PostStatus } from '../domain/statuses.ts';
import type { NewEvent } from './append-events.ts';

/** A post's own move. From null: it was written; to null: it was deleted. */
export function postMoved(postId: string, previousStatus: PostStatus | null, status: PostStatus | null): NewEvent {
  return { postId, previousStatus, status, deliveryId: null, previousDeliveryStatus: null, deliveryStatus: null };
}
