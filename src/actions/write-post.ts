import type { Transaction } from '../database/prisma.ts';
import { newId } from '../domain/ids.ts';
import type { PostPlan } from '../domain/plan-post.ts';
import { postStatus } from '../domain/post-status.ts';
import { appendEvents } from '../events/append-events.ts';

type NewPost = { workspaceId: string; plan: PostPlan; now: Date };

/** Writes a post with its containers, its deliveries and their segments, and its first event. Returns its id. */
export async function writePost(tx: Transaction, { workspaceId, plan, now }: NewPost): Promise<string> {
  const postId = newId('Post');
  const { timing } = plan;
  const startedAt = timing.start === 'now' ? now : null;
  const scheduledAt = timing.start === 'at' ? timing.scheduledAt : null;
  const status = postStatus(
    { startedAt, scheduledAt },
    plan.accounts.map(() => 'PENDING'),
  );
  const containers = plan.containers.map(({ content }, position) => ({
    id: newId('Container'),
    postId,
    position,
    content,
  }));
  const deliveries = plan.accounts.map((account) => ({
    id: newId('Delivery'),
    workspaceId,
    postId,
    accountId: account.id,
    dueAt: startedAt,
  }));
  const segments = deliveries.flatMap(({ id, accountId }) =>
    containers.map(({ id: containerId, position }) => ({
      id: newId('Segment'),
      deliveryId: id,
      accountId,
      containerId,
      position,
    })),
  );
  await tx.post.create({ data: { id: postId, workspaceId, status, startedAt, scheduledAt } });
  await tx.container.createMany({ data: containers });
  await tx.delivery.createMany({ data: deliveries });
  await tx.segment.createMany({ data: segments });
  const created = {
    postId,
    previousStatus: null,
    status,
    deliveryId: null,
    previousDeliveryStatus: null,
    deliveryStatus: null,
  };
  await appendEvents(tx, workspaceId, [created]);
  return postId;
}
