import { Prisma } from '../database/generated/client.ts';
import { moveDeliveries } from '../events/move-deliveries.ts';
import { pauseBlocked } from '../events/pause-blocked.ts';
import type { PublishingDeps } from './work.ts';

const batch = 50;

/** Pauses what is due on accounts that cannot publish. */
export async function pauseDue({ database }: Pick<PublishingDeps, 'database'>): Promise<void> {
  await pauseBlocked(database, Prisma.sql`d.due_at <= app_now()`);
}

/** Sends on what was PAUSED for an account that has been reconnected since. */
export async function resumeReconnected({
  database,
  clock,
}: Pick<PublishingDeps, 'database' | 'clock'>): Promise<void> {
  const again = { to: 'PENDING', fence: null, from: ['PAUSED'], error: null, dueAt: clock.now(), failures: 0 } as const;
  await database.$transaction(async (tx) => {
    const paused = await tx.$queryRaw<{ deliveryId: string; postId: string }[]>`
      select d.id as "deliveryId", d.post_id as "postId" from delivery d join account a on a.id = d.account_id
      where d.status = 'PAUSED' and a.status = 'ACTIVE' order by d.updated_at limit ${batch}`;
    await moveDeliveries(
      tx,
      paused.map((delivery) => ({ ...again, ...delivery })),
    );
  });
}
