import { Prisma } from '../database/generated/client.ts';
import type { Database } from '../database/prisma.ts';
import { type Blockage, blockageError } from '../domain/account-blockage.ts';
import { commitsInDoubt } from './commits-in-doubt.ts';
import { moveDeliveries } from './move-deliveries.ts';

type Blocked = Blockage & { postId: string; deliveryId: string };

const batch = 50;

/**
 * Moves deliveries out of the way whose account cannot publish and that no worker has, among those `d` that meet a condition: PAUSED
 * until it is connected again. One batch; true where there may be more.
 */
export async function pauseBlocked(database: Database, condition: Prisma.Sql): Promise<boolean> {
  return database.$transaction(async (tx) => {
    const blocked = await tx.$queryRaw<Blocked[]>`
      select d.id as "deliveryId", d.post_id as "postId", a.username, a.status as "accountStatus", a.status_reason as reason,
        exists (${commitsInDoubt(Prisma.sql`d.id`)}) as "outcomeOpen"
      from delivery d join account a on a.id = d.account_id
      where ${condition} and (d.lease_until is null or d.lease_until < app_now()) and a.status <> 'ACTIVE'
      order by d.due_at limit ${batch}`;
    const moves = blocked.map(({ postId, deliveryId, ...blockage }) => ({
      postId,
      deliveryId,
      to: 'PAUSED' as const,
      fence: null,
      from: ['PENDING', 'PUBLISHING'] as const,
      error: blockageError(blockage),
      dueAt: null,
    }));
    return (await moveDeliveries(tx, moves)).length === batch;
  });
}
