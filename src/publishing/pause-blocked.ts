import type { DeliveryError } from '../domain/delivery-error.ts';
import { DeliveryNotHeld, type Move, moveDeliveries } from '../events/move-deliveries.ts';
import type { PublishingDeps } from './work.ts';

type Blocked = { id: string; postId: string; username: string; accountStatus: string; reason: DeliveryError | null };

const batch = 50;

/** Moves deliveries that are due on an account that cannot publish out of the way: PAUSED until it is reconnected. Returns how many. */
export async function pauseBlocked({ database }: Pick<PublishingDeps, 'database'>): Promise<number> {
  const blocked = await database.$queryRaw<Blocked[]>`
    select d.id, d.post_id as "postId", a.username, a.status as "accountStatus", a.status_reason as reason
    from delivery d join account a on a.id = d.account_id
    where d.due_at <= app_now() and (d.lease_until is null or d.lease_until < app_now()) and a.status <> 'ACTIVE'
    order by d.due_at limit ${batch}`;
  for (const delivery of blocked) {
    const move: Move = { deliveryId: delivery.id, to: 'PAUSED', fence: null, error: errorOf(delivery), dueAt: null };
    await database.$transaction((tx) => moveDeliveries(tx, delivery.postId, [move])).catch(ignoreTaken);
  }
  return blocked.length;
}

function ignoreTaken(error: unknown): void {
  if (!(error instanceof DeliveryNotHeld)) throw error;
}

function errorOf({ username, accountStatus, reason }: Blocked): DeliveryError {
  const hint = 'Connect the account again with connectAccount; the delivery then goes on by itself.';
  if (accountStatus === 'DISCONNECTED')
    return { code: 'ACCOUNT_DISCONNECTED', message: `@${username} was disconnected.`, retryable: true, hint };
  return (
    reason ?? {
      code: 'CREDENTIALS_EXPIRED',
      message: `@${username} needs to be connected again.`,
      retryable: true,
      hint,
    }
  );
}
