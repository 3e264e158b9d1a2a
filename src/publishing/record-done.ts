import type { Database, Transaction } from '../database/prisma.ts';
import type { Json } from '../domain/json.ts';
import { DeliveryNotHeld, type Move, moveDeliveries } from '../events/move-deliveries.ts';
import type { Published } from '../platforms/platform.ts';
import type { Ended } from './record.ts';
import type { Claim, Hold } from './work.ts';

/** What a delivery has done: a step, a segment that is live, or both. */
export type DoneCall = {
  claim: Claim;
  step: { id: string; result: Json; sealed: string | null } | null;
  /** `askInMs` where the network tells more of it later. */
  live: { segmentId: string; published: Published; askInMs: number | null } | null;
  /** What the answer told of the account's limits. */
  hold: Hold | null;
  /** Where all its segments are live with it. */
  isWhole: boolean;
};

const succeeded: Ended = { outcome: 'SUCCEEDED', status: 'POSTED', code: null };

/** Writes what deliveries have done, in one transaction: of those that their claims still hold. */
export async function recordDone(
  database: Pick<Database, '$transaction'>,
  calls: readonly DoneCall[],
): Promise<(Ended | null | Error)[]> {
  return database.$transaction(async (tx) => {
    const held = await lockClaims(tx, calls);
    const ours = calls.filter(({ claim }) => held.has(claim.deliveryId));
    if (ours.length > 0) await writeDone(tx, ours);
    await moveDeliveries(tx, ours.filter(({ isWhole }) => isWhole).map(posted));
    return calls.map(({ claim, isWhole }) => {
      if (!held.has(claim.deliveryId)) return new DeliveryNotHeld(claim.deliveryId);
      return isWhole ? succeeded : null;
    });
  });
}

/** Locks posts and deliveries as `inClaim` does, of all at once. */
async function lockClaims(tx: Transaction, calls: readonly DoneCall[]): Promise<Set<string>> {
  const claims = calls.map(({ claim: { deliveryId, fence, postId } }) => ({ deliveryId, fence, postId }));
  const held = await tx.$queryRaw<{ id: string }[]>`
    with claim as (
      select * from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as c("deliveryId" text, fence int, "postId" text)
    ), locked as (select id from post where id in (select "postId" from claim) order by id for update)
    select d.id from claim c join locked on locked.id = c."postId" join delivery d on d.id = c."deliveryId" and d.fence = c.fence
    order by d.id for no key update of d`;
  return new Set(held.map(({ id }) => id));
}

async function writeDone(tx: Transaction, calls: readonly DoneCall[]): Promise<void> {
  const rows = calls.map(({ claim, step, live, hold, isWhole }) => ({
    accountId: claim.row.account.id,
    ...hold,
    attemptId: isWhole ? claim.attemptId : null,
    stepId: step?.id,
    result: step?.result,
    sealed: step?.sealed,
    segmentId: live?.segmentId,
    askInMs: live?.askInMs,
    ...live?.published,
  }));
  await tx.$executeRaw`
    with done as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d("attemptId" text, "stepId" text, result jsonb, sealed text,
        "segmentId" text, "remoteId" text, url text, ref jsonb, "askInMs" float8, "accountId" text, lane text, until timestamptz)
    ), closed as (
      update step set status = 'DONE', result = done.result, failure = null, sealed = done.sealed, finished_at = app_now()
      from done where step.id = done."stepId"
    ), published as (
      update segment set remote_id = done."remoteId", url = done.url, remote_ref = done.ref, published_at = app_now(),
        ask_at = app_now() + done."askInMs" * interval '1 millisecond'
      from done where segment.id = done."segmentId"
    ), held as (
      update account set next_allowed_at = case done.lane when 'account' then done.until else next_allowed_at end,
        publish_allowed_at = case done.lane when 'publishing' then done.until else publish_allowed_at end
      from done where account.id = done."accountId" and done.until is not null
    )
    update attempt set outcome = 'SUCCEEDED', error = null, finished_at = app_now()
    from done where attempt.id = done."attemptId" and attempt.finished_at is null`;
}

function posted({ claim: { postId, deliveryId, fence } }: DoneCall): Move {
  return { postId, deliveryId, fence, to: 'POSTED', error: null, dueAt: null };
}
