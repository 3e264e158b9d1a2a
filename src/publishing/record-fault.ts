import { Prisma } from '../database/generated/client.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import { afterFailure } from './after-failure.ts';
import { inClaim } from './in-claim.ts';
import { type Ended, recordFailure } from './record.ts';
import type { Claim, PublishingDeps } from './work.ts';

/** Commits that may have made something live that is not recorded. */
const mayBeLive: Prisma.StepWhereInput = {
  kind: 'COMMIT',
  OR: [
    { status: { in: ['SENDING', 'UNKNOWN'] } },
    { status: 'DONE', failure: { equals: Prisma.DbNull }, segment: { publishedAt: null } },
  ],
};

/** Writes a fault of Postern's own as a failed attempt, from the rows alone: what was loaded may be what is at fault. */
export async function recordFault(deps: PublishingDeps, claim: Claim): Promise<Ended> {
  const message = 'Postern met a fault of its own while it published this.';
  const failure = new PlatformFailure({ kind: 'internal', happened: 'no', message });
  return inClaim(deps, claim, async (tx) => {
    const delivery = await tx.delivery.findUniqueOrThrow({
      where: { id: claim.deliveryId },
      select: {
        accountId: true,
        failures: true,
        steps: { where: mayBeLive, select: { id: true } },
      },
    });
    const { accountId, failures, steps } = delivery;
    const state = { failure, failures, outcomeOpen: steps.length > 0, now: deps.clock.now(), jitter: Math.random() };
    const consequence = afterFailure({ ...state, retryDelaysMs: deps.settings.retryDelaysMs });
    return recordFailure(tx, { claim, accountId, credentialsVersion: null }, consequence);
  });
}
