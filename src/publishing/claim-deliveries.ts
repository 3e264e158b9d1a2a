import { Prisma } from '../database/generated/client.ts';
import type { Transaction } from '../database/prisma.ts';
import { newId } from '../domain/ids.ts';
import type { DeliveryStatus, PostStatus } from '../domain/statuses.ts';
import { appendToLogs } from '../events/append-events.ts';
import { commitsInDoubt } from '../events/commits-in-doubt.ts';
import { deliveryMoved } from '../events/delivery-moved.ts';
import { readRows } from './read-rows.ts';
import type { Claim, PublishingDeps } from './work.ts';

type ClaimDeps = Pick<PublishingDeps, 'database' | 'settings'>;
type Claimant = { holder: string; limit: number };

type ClaimedRow = {
  deliveryId: string;
  fence: number;
  postId: string;
  workspaceId: string;
  postStatus: PostStatus;
  was: DeliveryStatus;
  takenOver: boolean;
};

type BegunAttempt = { id: string; startedAt: Date };

/**
 * Takes deliveries that are due, or whose worker is gone: one an account, under a lease and a new fence, in one statement. Two
 * workers never get the same, since both the account's lane and the delivery are locked and looked at again.
 */
export async function claimDeliveries({ database, settings }: ClaimDeps, claimant: Claimant): Promise<Claim[]> {
  const claimedAtMs = performance.now();
  const claimed = await database.$transaction(async (tx) => {
    const rows = await takeRows(tx, claimant, settings.leaseMs);
    const attempts = await attemptsFor(tx, rows);
    await announce(tx, rows);
    return rows.flatMap((row) => {
      const attempt = attempts.get(row.deliveryId);
      return attempt ? [{ ...row, attempt }] : [];
    });
  });
  if (claimed.length === 0) return [];
  const ids = claimed.map(({ deliveryId }) => deliveryId);
  const rows = await readRows(database, ids);
  return claimed.flatMap(({ deliveryId, fence, postId, takenOver, attempt }) => {
    const row = rows.get(deliveryId);
    const { id: attemptId, startedAt: attemptStartedAt } = attempt;
    return row ? [{ deliveryId, fence, postId, attemptId, attemptStartedAt, claimedAtMs, takenOver, row }] : [];
  });
}

const mayCall = Prisma.sql`a.status = 'ACTIVE' and (a.next_allowed_at is null or a.next_allowed_at <= app_now())`;

/** A cap on publishing does not hold a delivery that waits within its attempt, or for what a commit came to. */
const mayGoOn = Prisma.sql`(a.publish_allowed_at is null or a.publish_allowed_at <= app_now()
  or d.status = 'PUBLISHING' or exists (${commitsInDoubt(Prisma.sql`d.id`)}))`;

const isDue = Prisma.sql`d.due_at <= app_now() and (d.lease_until is null or d.lease_until < app_now())
  and (a.lane_delivery_id is null or a.lane_delivery_id = d.id)`;

function takeRows(tx: Transaction, { holder, limit }: Claimant, leaseMs: number): Promise<ClaimedRow[]> {
  return tx.$queryRaw<ClaimedRow[]>`
    with due as (
      select d.account_id, min(d.due_at) as due_at
      from delivery d join account a on a.id = d.account_id
      where ${isDue} and ${mayCall} and ${mayGoOn}
      group by d.account_id order by min(d.due_at) limit ${limit}
    ), lane as (
      select a.id, a.lane_delivery_id, a.publish_allowed_at from account a join due on due.account_id = a.id
      where ${mayCall}
      for no key update of a skip locked
    ), picked as (
      select d.id, d.account_id, d.status, d.lease_until is not null as taken_over
      from lane a cross join lateral (
        select * from delivery d where d.account_id = a.id and ${isDue} and ${mayGoOn}
        order by d.due_at, d.id limit 1 for no key update skip locked
      ) d
    ), laned as (
      update account set lane_delivery_id = picked.id from picked where account.id = picked.account_id
    )
    update delivery set status = 'PUBLISHING', lease_until = app_now() + ${leaseMs} * interval '1 millisecond', lease_holder = ${holder},
      fence = fence + 1, updated_at = app_now()
    from picked, post where delivery.id = picked.id and post.id = delivery.post_id
    returning delivery.id as "deliveryId", delivery.fence, delivery.post_id as "postId", delivery.workspace_id as "workspaceId",
      post.status as "postStatus", picked.status as was, picked.taken_over as "takenOver"`;
}

/** The attempt of each: a delivery that waited within one goes on with it, after a dead worker's a new one begins. One statement for all. */
async function attemptsFor(tx: Transaction, rows: readonly ClaimedRow[]): Promise<Map<string, BegunAttempt>> {
  const claimed = rows.map(({ deliveryId, was, takenOver }) => ({
    deliveryId,
    goesOn: was === 'PUBLISHING' && !takenOver,
    newId: newId('Attempt'),
  }));
  const attempts = await tx.$queryRaw<(BegunAttempt & { deliveryId: string })[]>`
    with claimed as (
      select * from jsonb_to_recordset(${JSON.stringify(claimed)}::jsonb) as c("deliveryId" text, "goesOn" boolean, "newId" text)
    ), going_on as (
      select a.id, a.delivery_id, a.started_at from attempt a join claimed c on c."deliveryId" = a.delivery_id
      where c."goesOn" and a.outcome = 'RUNNING'
    ), abandoned as (
      update attempt a set outcome = 'ABANDONED', finished_at = app_now() from claimed c
      where a.delivery_id = c."deliveryId" and a.outcome = 'RUNNING' and not exists (select 1 from going_on g where g.id = a.id)
    ), begun as (
      insert into attempt (id, delivery_id) select c."newId", c."deliveryId" from claimed c
      where not exists (select 1 from going_on g where g.delivery_id = c."deliveryId")
      returning id, delivery_id, started_at
    )
    select id, delivery_id as "deliveryId", started_at as "startedAt" from going_on
    union all select id, delivery_id, started_at from begun`;
  return new Map(attempts.map(({ deliveryId, ...attempt }) => [deliveryId, attempt]));
}

async function announce(tx: Transaction, rows: readonly ClaimedRow[]): Promise<void> {
  const started = rows.filter(({ was }) => was !== 'PUBLISHING');
  const events = started.map(({ postId, workspaceId, postStatus, deliveryId, was }) =>
    deliveryMoved({ id: postId, workspaceId, status: postStatus }, { deliveryId, from: was, to: 'PUBLISHING' }),
  );
  await appendToLogs(tx, events);
}
