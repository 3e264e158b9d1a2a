import { failureKinds } from '../domain/delivery-error.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import type { Published } from '../platforms/platform.ts';
import type { Holder } from './credentials.ts';
import { loadAccount } from './load-work.ts';
import { withCredentials } from './with-credentials.ts';
import type { PublishingDeps } from './work.ts';

/** What taking a delivery off its network came to. */
type RemovalOutcome = {
  outcome: 'REMOVED' | 'ALREADY_GONE' | 'NOT_SUPPORTED' | 'FAILED';
  message: string | null;
};

/** Takes what a delivery has live off its network, the last segment first. Each that is gone is written at once, so that it can be gone on with. */
export type RemovePublished = (deliveryId: string) => Promise<RemovalOutcome>;

const timeoutMs = 15_000;

export function createRemovePublished(deps: PublishingDeps): RemovePublished {
  return async (deliveryId) => {
    const delivery = await deps.database.delivery.findUniqueOrThrow({
      where: { id: deliveryId },
      include: {
        account: true,
        segments: { where: { publishedAt: { not: null }, removedAt: null }, orderBy: { position: 'desc' } },
      },
    });
    const { room, account } = loadAccount(deps, delivery.account);
    if (!room.profile.removesPosts)
      return {
        outcome: 'NOT_SUPPORTED',
        message: `${room.profile.label} lets no one remove posts this way. Remove it there.`,
      };
    if (delivery.account.status !== 'ACTIVE')
      return {
        outcome: 'FAILED',
        message: `@${account.username} is not connected. Connect it again, then delete the post again.`,
      };
    try {
      const outcomes = [];
      for (const segment of delivery.segments) {
        const published = { remoteId: segment.remoteId, url: segment.url, ref: segment.remoteRef as Published['ref'] };
        const outcome = await removeOne(deps, { room, account }, published).catch(orKept);
        outcomes.push(outcome);
        if (!(outcome instanceof PlatformFailure))
          await deps.database.segment.update({ where: { id: segment.id }, data: { removedAt: deps.clock.now() } });
      }
      const kept = outcomes.find((outcome) => outcome instanceof PlatformFailure);
      if (kept !== undefined) return { outcome: 'NOT_SUPPORTED', message: kept.message };
      return { outcome: outcomes.includes('removed') ? 'REMOVED' : 'ALREADY_GONE', message: null };
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      return { outcome: 'FAILED', message: `${error.message}${todoAbout(error)}` };
    }
  };
}

function todoAbout({ kind }: PlatformFailure): string {
  const { remedy } = failureKinds[kind];
  return remedy === 'renew' || remedy === 'reconnect' ? ' Connect the account again, then delete the post again.' : '';
}

/** What a network lets no one remove stays, and holds up nothing else; any other failure goes on up. */
function orKept(error: unknown): PlatformFailure {
  if (error instanceof PlatformFailure && error.kind === 'unsupported') return error;
  throw error;
}

function removeOne(
  deps: PublishingDeps,
  { room, account }: Holder,
  published: Published,
): Promise<'removed' | 'already_gone'> {
  return withCredentials(deps, { room, account }, (credentials) =>
    room.remove(published, deps.openSession(room, { account, credentials, signal: AbortSignal.timeout(timeoutMs) })),
  );
}
