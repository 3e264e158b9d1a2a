import type { Transaction } from '../database/prisma.ts';
import { requireScope } from '../domain/actor.ts';
import { Refusal, type Warning } from '../domain/refusal.ts';
import type { DeliveryStatus } from '../domain/statuses.ts';
import { appendEvents } from '../events/append-events.ts';
import { type Move, moveDeliveries } from '../events/move-deliveries.ts';
import { postMoved } from '../events/post-moved.ts';
import type { ActionContext, RemovalOutcome } from './context.ts';
import { findPostToChange } from './find-post-to-change.ts';

export type DeletePostInput = { id: string; keepAtNetworks?: boolean | null };

/** What became of a post at one account's network. */
export type Removal = RemovalOutcome & { accountId: string };

/** `deletedId` is null where the post stays, since something could not be taken off its network. */
export type PostDeleted = {
  postId: string;
  deletedId: string | null;
  removals: Removal[];
  warnings: readonly Warning[];
};

/**
 * Deletes a post: a draft is gone, a schedule is cancelled, what is live is taken off every network that can. Where that fails the post
 * stays, and can be deleted again.
 * @throws Refusal: NOT_FOUND, STILL_PUBLISHING.
 */
export async function deletePost(
  context: ActionContext,
  { id: postId, keepAtNetworks }: DeletePostInput,
): Promise<PostDeleted> {
  requireScope(context.actor, 'POSTS_WRITE');
  const live = await context.database.$transaction((tx) => settle(tx, context, postId));
  const removals = keepAtNetworks ? [] : await Promise.all(live.map((delivery) => remove(context, delivery)));
  const failed = removals.some(({ outcome }) => outcome === 'FAILED');
  await context.database.$transaction((tx) =>
    failed ? keep(tx, postId, { live, removals }) : erase(tx, context, postId),
  );
  return { postId, deletedId: failed ? null : postId, removals, warnings: [] };
}

type Live = { id: string; accountId: string; status: DeliveryStatus };

/** Nothing of the post is under way after this: what waits is cancelled. Gives the deliveries that have something live. */
async function settle(tx: Transaction, context: ActionContext, postId: string): Promise<Live[]> {
  const post = await findPostToChange(tx, context, postId);
  const deliveries = await tx.delivery.findMany({
    where: { postId },
    select: {
      id: true,
      accountId: true,
      status: true,
      segments: { where: { publishedAt: { not: null }, removedAt: null }, select: { id: true } },
    },
    orderBy: { id: 'asc' },
  });
  if (post.startedAt !== null && deliveries.some(({ status }) => status === 'PUBLISHING')) throw stillPublishing();
  const waiting =
    post.startedAt === null ? [] : deliveries.filter(({ status }) => waits.includes(status as DeliveryStatus));
  const moved = await moveDeliveries(
    tx,
    waiting.map(({ id }) => cancelled(postId, id)),
  );
  // One that a worker has taken in this very moment.
  if (moved.length < waiting.length) throw stillPublishing();
  return deliveries
    .filter(({ segments }) => segments.length > 0)
    .map(({ id, accountId, status }) => ({ id, accountId, status: status as DeliveryStatus }));
}

const waits: readonly DeliveryStatus[] = ['PENDING', 'PAUSED', 'UNKNOWN'];

function cancelled(postId: string, deliveryId: string): Move {
  const error = {
    code: 'REJECTED',
    message: 'It was cancelled: the post was being deleted.',
    retryable: true,
    hint: 'Call deletePost again to be rid of the post, or retryFailedPlatforms to publish it here after all.',
  } as const;
  return { postId, deliveryId, to: 'FAILED', fence: null, from: waits, error, dueAt: null };
}

async function remove({ removePublished }: ActionContext, { id, accountId }: Live): Promise<Removal> {
  return { accountId, ...(await removePublished(id)) };
}

type Outcome = { live: readonly Live[]; removals: readonly Removal[] };

/** What was removed is REMOVED; the rest can be tried again. */
async function keep(tx: Transaction, postId: string, { live, removals }: Outcome): Promise<void> {
  const gone = new Set(
    removals
      .filter(({ outcome }) => outcome === 'REMOVED' || outcome === 'ALREADY_GONE')
      .map(({ accountId }) => accountId),
  );
  const removed = live.filter(({ accountId, status }) => gone.has(accountId) && status === 'POSTED');
  const move = { postId, to: 'REMOVED', fence: null, from: ['POSTED'], error: null, dueAt: null } as const;
  await moveDeliveries(
    tx,
    removed.map(({ id }) => ({ ...move, deliveryId: id })),
  );
}

async function erase(tx: Transaction, context: ActionContext, postId: string): Promise<void> {
  const { status } = await findPostToChange(tx, context, postId);
  // A retry may have come while the networks were asked.
  if (status === 'PUBLISHING') throw stillPublishing();
  await tx.post.delete({ where: { id: postId } });
  await appendEvents(tx, context.actor.workspaceId, [postMoved(postId, status, null)]);
}

function stillPublishing(): Refusal {
  const message =
    'A delivery of this post is being published right now. Wait until it has settled, then delete the post.';
  return new Refusal([{ code: 'STILL_PUBLISHING', message, path: ['input', 'id'] }]);
}
