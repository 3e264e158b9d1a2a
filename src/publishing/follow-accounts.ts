import { type Blockage, blockageError } from '../domain/account-blockage.ts';
import { moveDeliveries } from '../events/move-deliveries.ts';
import type { PublishingDeps } from './work.ts';

type Deps = Pick<PublishingDeps, 'database'>;
type Blocked = Blockage & { id: string; postId: string };

const batch = 50;

/** Moves deliveries that are due on an account that cannot publish out of the way: PAUSED until it is reconnected. */
export async function pauseBlocked({ database }: Deps): Promise<void> {
  const blocked = await database.$queryRaw<Blocked[]>`
    select d.id, d.post_id as "postId", a.username, a.status as "accountStatus", a.status_reason as reason,
      exists (select 1 from step s where s.delivery_id = d.id and s.kind = 'COMMIT' and s.status in ('SENDING', 'UNKNOWN')) as "outcomeOpen"
    from delivery d join account a on a.id = d.account_id
    where d.due_at <= app_now() and (d.lease_until is null or d.lease_until < app_now()) and a.status <> 'ACTIVE'
    order by d.due_at limit ${batch}`;
  for (const { id, postId, ...blockage } of blocked) {
    const error = blockageError(blockage);
    const move = {
      deliveryId: id,
      to: 'PAUSED',
      fence: null,
      from: ['PENDING', 'PUBLISHING'],
      error,
      dueAt: null,
    } as const;
    await database.$transaction((tx) => moveDeliveries(tx, { postId, moves: [move] }));
  }
}

/** Sends on what was PAUSED for an account that has been reconnected since. */
export async function resumeReconnected({
  database,
  clock,
}: Pick<PublishingDeps, 'database' | 'clock'>): Promise<void> {
  const paused = await database.$queryRaw<{ id: string; postId: string }[]>`
    select d.id, d.post_id as "postId" from delivery d join account a on a.id = d.account_id
    where d.status = 'PAUSED' and a.status = 'ACTIVE' order by d.updated_at limit ${batch}`;
  for (const { id, postId } of paused) {
    const again = {
      deliveryId: id,
      to: 'PENDING',
      fence: null,
      from: ['PAUSED'],
      error: null,
      dueAt: clock.now(),
      failures: 0,
    } as const;
    await database.$transaction((tx) => moveDeliveries(tx, { postId, moves: [again] }));
  }
}
