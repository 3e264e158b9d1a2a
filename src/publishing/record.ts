import type { Transaction } from '../database/prisma.ts';
import type { DeliveryError, DeliveryErrorCode } from '../domain/delivery-error.ts';
import type { AttemptOutcome, DeliveryStatus } from '../domain/statuses.ts';
import { moveDeliveries, releaseLane } from '../events/move-deliveries.ts';
import type { Consequence } from './after-failure.ts';
import type { Claim, Hold } from './work.ts';

/** How an attempt ended, and what its delivery is now. */
export type Ended = { outcome: AttemptOutcome; status: DeliveryStatus; code: DeliveryErrorCode | null };

/** What fails: a claim, its account, and the version of the credentials that the call used. Someone may have connected it again since. */
export type Failing = { claim: Claim; accountId: string; credentialsVersion: number | null };

/** Writes what a failure makes of the delivery, its attempt and its account. */
export async function recordFailure(tx: Transaction, failing: Failing, consequence: Consequence): Promise<Ended> {
  const { claim, accountId, credentialsVersion } = failing;
  const { to, error, dueAt, failures, hold } = consequence;
  const outcome = consequence.outcomeOpen ? 'UNKNOWN' : 'FAILED';
  await tx.$executeRaw`
    update attempt set outcome = ${outcome}, error = ${JSON.stringify(error)}::jsonb, finished_at = app_now()
    where id = ${claim.attemptId} and finished_at is null`;
  if (hold) await holdAccount(tx, accountId, hold);
  if (consequence.needsReconnect) await askToReconnect(tx, { accountId, credentialsVersion }, error);
  const { postId, deliveryId, fence } = claim;
  await moveDeliveries(tx, [{ postId, deliveryId, fence, to, error, dueAt, failures }]);
  return { outcome, status: to, code: error.code };
}

/** Writes until when a network takes no call of an account, or nothing new of it. */
export async function holdAccount(tx: Transaction, accountId: string, { lane, until }: Hold): Promise<void> {
  const data = lane === 'account' ? { nextAllowedAt: until } : { publishAllowedAt: until };
  await tx.account.update({ where: { id: accountId }, data });
}

/** Writes that a person must connect an account again, unless someone has done so since. */
export async function askToReconnect(
  tx: Transaction,
  { accountId, credentialsVersion }: Omit<Failing, 'claim'>,
  statusReason: DeliveryError,
): Promise<void> {
  await tx.account.updateMany({
    where: { id: accountId, status: 'ACTIVE', ...(credentialsVersion === null ? {} : { credentialsVersion }) },
    data: { status: 'NEEDS_RECONNECT', statusReason },
  });
}

/** Lets go of a delivery until a time, within the same attempt: waiting is no worker's work. */
export async function recordWait(tx: Transaction, claim: Claim, until: Date): Promise<void> {
  await tx.$executeRaw`
    update delivery set due_at = ${until}, lease_until = null, lease_holder = null, fence = fence + 1, updated_at = app_now()
    where id = ${claim.deliveryId}`;
  await releaseLane(tx, claim.deliveryId, until);
}
