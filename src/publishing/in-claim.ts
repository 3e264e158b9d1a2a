import type { Transaction } from '../database/prisma.ts';
import { DeliveryNotHeld } from '../events/move-deliveries.ts';
import type { Claim, PublishingDeps } from './work.ts';

/** Runs writes in one transaction, only while the claim holds: a worker that takes over waits for it, or it writes nothing. */
export async function inClaim<Result>(
  { database }: Pick<PublishingDeps, 'database'>,
  claim: Claim,
  write: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.$transaction(async (tx) => {
    const held = await tx.$queryRaw<unknown[]>`
      with locked as (select id from post where id = ${claim.postId} for update)
      select 1 from delivery d where d.id = ${claim.deliveryId} and d.fence = ${claim.fence} and exists (select 1 from locked)
      for no key update of d`;
    if (held.length === 0) throw new DeliveryNotHeld(claim.deliveryId);
    return write(tx);
  });
}
