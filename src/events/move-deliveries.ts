import { Prisma } from '../database/generated/client.ts';
import type { Transaction } from '../database/prisma.ts';
import type { DeliveryError } from '../domain/delivery-error.ts';
import { postStatus } from '../domain/post-status.ts';
import type { DeliveryStatus, PostStatus } from '../domain/statuses.ts';
import { appendEvents, type NewEvent } from './append-events.ts';
import { postMoved } from './post-moved.ts';

/** A worker moves what its claim holds; anyone else only what no worker holds and is where they believe it is. */
type Mover = { fence: number } | { fence: null; from: readonly DeliveryStatus[] };

/** One delivery's move to another status, with what changes beside it. */
export type Move = Mover & {
  deliveryId: string;
  to: DeliveryStatus;
  /** Why it is FAILED, UNKNOWN or PAUSED, or waits for its next attempt. */
  error: DeliveryError | null;
  /** When a worker may take it; null once it has settled. */
  dueAt: Date | null;
  failures?: number;
  round?: number;
  /** A person asked for it. */
  retried?: boolean;
};

/** The worker holds the delivery no more: nothing was written. */
export class DeliveryNotHeld extends Error {
  override readonly name = 'DeliveryNotHeld';

  constructor(deliveryId: string) {
    super(`Delivery ${deliveryId} is held by another worker.`);
  }
}

type LockedPost = {
  id: string;
  workspaceId: string;
  status: PostStatus;
  startedAt: Date | null;
  scheduledAt: Date | null;
};

/**
 * The one function that moves deliveries of a post, and with them the post: rows and events in the caller's transaction. Locks are
 * taken in one order everywhere: the post first, the workspace last; so a transaction moves the deliveries of one post alone. Gives the
 * ids of those that moved: what another has taken or moved meanwhile is left alone.
 */
export async function moveDeliveries(tx: Transaction, postId: string, moves: readonly Move[]): Promise<string[]> {
  const post = await lockPost(tx, postId);
  if (!post) return [];
  const events: NewEvent[] = [];
  const moved: string[] = [];
  for (const move of moves) {
    const from = await moveOne(tx, move);
    if (from === null) continue;
    moved.push(move.deliveryId);
    if (from !== move.to) events.push(deliveryEvent(post, move, from));
  }
  const deliveries = await tx.delivery.findMany({ where: { postId }, select: { status: true, publishedAt: true } });
  const status = postStatus(
    post,
    deliveries.map((delivery) => delivery.status as DeliveryStatus),
  );
  if (status !== post.status) {
    await tx.$executeRaw`update post set status = ${status}, updated_at = app_now(),
      published_at = coalesce(published_at, (select min(published_at) from delivery where post_id = ${postId})) where id = ${postId}`;
    events.push(postMoved(post.id, post.status, status));
  }
  await appendEvents(tx, post.workspaceId, events);
  return moved;
}

/** Locks a post, the first lock of every transaction that changes one; null where it is gone. */
async function lockPost(tx: Transaction, postId: string): Promise<LockedPost | null> {
  const [post] = await tx.$queryRaw<LockedPost[]>`
    select id, workspace_id as "workspaceId", status, started_at as "startedAt", scheduled_at as "scheduledAt"
    from post where id = ${postId} for update`;
  return post ?? null;
}

/** Moves one, frees its account's lane and gives the status it had, all in one statement; null where someone else has it. */
async function moveOne(tx: Transaction, move: Move): Promise<DeliveryStatus | null> {
  const { deliveryId, to, dueAt } = move;
  const held =
    move.fence === null
      ? Prisma.sql`(lease_until is null or lease_until < app_now()) and status = any(${[...move.from]})`
      : Prisma.sql`fence = ${move.fence}`;
  const error = move.error === null ? null : JSON.stringify(move.error);
  const [before] = await tx.$queryRaw<{ status: DeliveryStatus }[]>`
    with before as (select id, status from delivery where id = ${deliveryId} and ${held} for update),
    moved as (
      update delivery d set status = ${to}, error = ${error}::jsonb, due_at = ${dueAt}, lease_until = null, lease_holder = null,
        fence = fence + 1, failures = coalesce(${move.failures ?? null}::int, failures), round = coalesce(${move.round ?? null}::int, round),
        retried_at = case when ${move.retried ?? false} then app_now() else retried_at end,
        published_at = case when ${to} = 'POSTED' then coalesce(published_at, app_now()) else published_at end, updated_at = app_now()
      from before where d.id = before.id
    ), abandoned as (
      update attempt t set outcome = 'ABANDONED', finished_at = app_now() from before
      where t.delivery_id = before.id and t.outcome = 'RUNNING' and ${move.fence === null}
    ), freed as (
      update account set lane_delivery_id = null from before where lane_delivery_id = before.id and not ${holdsLane(deliveryId, dueAt)}
    )
    select status from before`;
  if (!before && move.fence !== null) throw new DeliveryNotHeld(deliveryId);
  return before?.status ?? null;
}

/** Frees the account of a delivery that waits, for its next delivery. */
export async function releaseLane(tx: Transaction, deliveryId: string, dueAt: Date): Promise<void> {
  await tx.$executeRaw`
    update account set lane_delivery_id = null where lane_delivery_id = ${deliveryId} and not ${holdsLane(deliveryId, dueAt)}`;
}

/** A delivery that will go on by itself to find out what its open commit did keeps its account from others until then. */
function holdsLane(deliveryId: string, dueAt: Date | null): Prisma.Sql {
  return Prisma.sql`(${dueAt !== null} and exists (
    select 1 from step where delivery_id = ${deliveryId} and kind = 'COMMIT' and status in ('SENDING', 'UNKNOWN')))`;
}

function deliveryEvent(post: LockedPost, move: Move, from: DeliveryStatus): NewEvent {
  return {
    postId: post.id,
    previousStatus: post.status,
    status: post.status,
    deliveryId: move.deliveryId,
    previousDeliveryStatus: from,
    deliveryStatus: move.to,
  };
}
