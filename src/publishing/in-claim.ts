import type { Transaction } from '../database/prisma.ts';
import { DeliveryNotHeld, lockPost } from '../events/move-deliveries.ts';
import type { Claim, PublishingDeps } from './work.ts';

/** Runs writes in one transaction, only while the claim holds: a worker that takes over waits for it, or it writes nothing. */
export async function inClaim<Result>(
  { database }: Pick<PublishingDeps, 'database'>,
  claim: Claim,
  write: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.$transaction(async (tx) => {
    if (!(await lockPost(tx, claim.postId))) throw new DeliveryNotHeld(claim.deliveryId);
    const held = await tx.$queryRaw<unknown[]>`
      select 1 from delivery where id = ${claim.deliveryId} and fence = ${claim.fence} for no key update`;
    if (held.length === 0) throw new DeliveryNotHeld(claim.deliveryId);
    return write(tx);
  });
}
