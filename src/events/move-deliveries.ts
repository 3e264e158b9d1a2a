import { Prisma } from '../database/generated/client.ts';
import type { Transaction } from '../database/prisma.ts';
import type { DeliveryError } from '../domain/delivery-error.ts';
import { postStatus } from '../domain/post-status.ts';
import type { DeliveryStatus, PostStatus } from '../domain/statuses.ts';
import { appendToLogs } from './append-events.ts';
import { openCommits } from './commits-in-doubt.ts';
import { deliveryMoved } from './delivery-moved.ts';
import { postMoved } from './post-moved.ts';

/** A worker moves what its claim holds; anyone else only what no worker holds and is where they believe it is. */
type Mover = { fence: number } | { fence: null; from: readonly DeliveryStatus[] };

/** One delivery's move to another status, with what changes beside it. */
export type Move = Mover & {
  postId: string;
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
 * The one function that moves deliveries, and with them their posts: rows and events in the caller's transaction. Locks are taken in one
 * order everywhere: posts first, by their ids, workspaces last. Gives the ids of the deliveries that moved: what another has taken or
 * moved meanwhile is left alone.
 */
export async function moveDeliveries(tx: Transaction, moves: readonly Move[]): Promise<string[]> {
  if (moves.length === 0) return [];
  const byPost = Map.groupBy(moves, ({ postId }) => postId);
  const posts = await lockPosts(tx, [...byPost.keys()]);
  const ids = new Set(posts.map(({ id }) => id));
  const before = await moveAll(
    tx,
    moves.filter(({ postId }) => ids.has(postId)),
  );
  const statuses = await readStatuses(tx, [...ids]);
  const events: ReturnType<typeof deliveryMoved>[] = [];
  const turned: TurnedPost[] = [];
  for (const post of posts) {
    const status = postStatus(post, statuses.get(post.id) ?? []);
    for (const move of byPost.get(post.id) ?? []) {
      const from = before.get(move.deliveryId) ?? move.to;
      if (from !== move.to) events.push(deliveryMoved(post, { ...move, from }));
    }
    if (status === post.status) continue;
    turned.push({ postId: post.id, status });
    events.push({ workspaceId: post.workspaceId, ...postMoved(post.id, post.status, status) });
  }
  await turnPosts(tx, turned);
  await appendToLogs(tx, events);
  return [...before.keys()];
}

/** Locks posts, the first lock of every transaction that changes one; those that are gone are left out. */
async function lockPosts(tx: Transaction, postIds: readonly string[]): Promise<LockedPost[]> {
  return tx.$queryRaw<LockedPost[]>`
    select id, workspace_id as "workspaceId", status, started_at as "startedAt", scheduled_at as "scheduledAt"
    from post where id = any(${[...postIds]}) order by id for update`;
}

/** Moves deliveries and frees their accounts' lanes, in one statement. Gives the status that each had; someone else has those that it leaves out. */
async function moveAll(tx: Transaction, moves: readonly Move[]): Promise<Map<string, DeliveryStatus>> {
  const rows = await tx.$queryRaw<{ id: string; status: DeliveryStatus }[]>`
    with move as (
      select * from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m("deliveryId" text, fence int, "from" text[], "to" text,
        error jsonb, "dueAt" timestamptz, failures int, round int, retried boolean)
    ), before as (
      select d.id, d.status as was, m.* from delivery d join move m on m."deliveryId" = d.id
      where case when m.fence is null then (d.lease_until is null or d.lease_until < app_now()) and d.status = any(m."from")
                 else d.fence = m.fence end
      order by d.id for update of d
    ), moved as (
      update delivery d set status = b."to", error = b.error, due_at = b."dueAt", lease_until = null, lease_holder = null,
        fence = d.fence + 1, failures = coalesce(b.failures, d.failures), round = coalesce(b.round, d.round),
        retried_at = case when b.retried then app_now() else d.retried_at end,
        published_at = case when b."to" = 'POSTED' then coalesce(d.published_at, app_now()) else d.published_at end, updated_at = app_now()
      from before b where d.id = b.id
    ), abandoned as (
      update attempt t set outcome = 'ABANDONED', finished_at = app_now() from before b
      where t.delivery_id = b.id and t.outcome = 'RUNNING' and b.fence is null
    ), freed as (
      update account set lane_delivery_id = null from before b where lane_delivery_id = b.id and not ${holdsLane(Prisma.sql`b.id`, Prisma.sql`b."dueAt"`)}
    )
    select id, was as status from before`;
  const before = new Map(rows.map(({ id, status }) => [id, status]));
  const lost = moves.find(({ fence, deliveryId }) => fence !== null && !before.has(deliveryId));
  if (lost) throw new DeliveryNotHeld(lost.deliveryId);
  return before;
}

/** Read after the posts were locked: until then others may have moved them. */
async function readStatuses(tx: Transaction, postIds: readonly string[]): Promise<Map<string, DeliveryStatus[]>> {
  const rows = await tx.$queryRaw<{ postId: string; statuses: DeliveryStatus[] }[]>`
    select post_id as "postId", array_agg(status) as statuses from delivery where post_id = any(${[...postIds]}) group by post_id`;
  return new Map(rows.map(({ postId, statuses }) => [postId, statuses]));
}

type TurnedPost = { postId: string; status: PostStatus };

async function turnPosts(tx: Transaction, turned: readonly TurnedPost[]): Promise<void> {
  if (turned.length === 0) return;
  await tx.$executeRaw`
    update post set status = t.status, updated_at = app_now(),
      published_at = coalesce(published_at, (select min(d.published_at) from delivery d where d.post_id = post.id))
    from jsonb_to_recordset(${JSON.stringify(turned)}::jsonb) as t("postId" text, status text) where post.id = t."postId"`;
}

/** Frees the account of a delivery that waits, for its next delivery. */
export async function releaseLane(tx: Transaction, deliveryId: string, dueAt: Date): Promise<void> {
  const held = holdsLane(Prisma.sql`${deliveryId}`, Prisma.sql`${dueAt}::timestamptz`);
  await tx.$executeRaw`update account set lane_delivery_id = null where lane_delivery_id = ${deliveryId} and not ${held}`;
}

/** A delivery that will go on by itself to find out what its open commit did keeps its account from others until then. */
function holdsLane(deliveryId: Prisma.Sql, dueAt: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${dueAt} is not null and exists (${openCommits(deliveryId)}))`;
}
