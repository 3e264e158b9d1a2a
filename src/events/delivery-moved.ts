import type { DeliveryStatus, PostStatus } from '../domain/statuses.ts';
import type { PostEvent } from './post-event.ts';

type Post = { id: string; workspaceId: string; status: PostStatus };
type Moved = { deliveryId: string; from: DeliveryStatus; to: DeliveryStatus };

/** A delivery's move, beside the status that its post had until then. */
export function deliveryMoved(post: Post, { deliveryId, from, to }: Moved): Omit<PostEvent, 'seq' | 'at'> {
  return {
    workspaceId: post.workspaceId,
    postId: post.id,
    previousStatus: post.status,
    status: post.status,
    deliveryId,
    previousDeliveryStatus: from,
    deliveryStatus: to,
  };
}
