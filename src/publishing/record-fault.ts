import { Prisma } from '../database/generated/client.ts';
import { commitsInDoubt } from '../events/commits-in-doubt.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import { afterFailure } from './after-failure.ts';
import { inClaim } from './in-claim.ts';
import { type Ended, recordFailure } from './record.ts';
import type { Claim, PublishingDeps } from './work.ts';

/** Writes a fault of Postern's own as a failed attempt, from the rows alone: what was loaded may be what is at fault. */
export async function recordFault(deps: PublishingDeps, claim: Claim): Promise<Ended> {
  const message = 'Postern met a fault of its own while it published this.';
  const failure = new PlatformFailure({ kind: 'internal', happened: 'no', message });
  return inClaim(deps, claim, async (tx) => {
    const [delivery] = await tx.$queryRaw<[{ accountId: string; failures: number; outcomeOpen: boolean }]>`
      select d.account_id as "accountId", d.failures, exists (${commitsInDoubt(Prisma.sql`d.id`)}) as "outcomeOpen"
      from delivery d where d.id = ${claim.deliveryId}`;
    const { accountId, ...known } = delivery;
    const state = { failure, ...known, now: deps.clock.now(), jitter: Math.random() };
    const consequence = afterFailure({ ...state, retryDelaysMs: deps.settings.retryDelaysMs });
    return recordFailure(tx, { claim, accountId, credentialsVersion: null }, consequence);
  });
}
