import { DeliveryNotHeld } from '../events/move-deliveries.ts';
import type { Claim, PublishingDeps } from './work.ts';

/** A claim's lease, renewed while it is in use. */
export type Lease = Disposable & {
  /** Aborts when the lease is lost. */
  signal: AbortSignal;
  /** @throws DeliveryNotHeld where the lease may have run out, by a clock that no one moves: a frozen worker wakes and looks here before it sends. */
  assertHeld(): void;
};

/** Renews a claim's lease at a third of its length, until it is disposed or a renewal finds that another worker has taken over. */
export function holdLease(
  { database, settings, log }: Pick<PublishingDeps, 'database' | 'settings' | 'log'>,
  claim: Claim,
): Lease {
  const lost = new AbortController();
  let heldUntilMs = claim.claimedAtMs + settings.leaseMs;

  async function renew(): Promise<void> {
    const askedAtMs = performance.now();
    const renewed = await database.$executeRaw`
      update delivery set lease_until = app_now() + ${settings.leaseMs} * interval '1 millisecond'
      where id = ${claim.deliveryId} and fence = ${claim.fence} and lease_until > app_now()`;
    if (renewed === 0) return lost.abort(new DeliveryNotHeld(claim.deliveryId));
    heldUntilMs = askedAtMs + settings.leaseMs;
  }

  const timer = setInterval(() => {
    renew().catch((error: unknown) =>
      log('warn', 'A lease could not be renewed.', { deliveryId: claim.deliveryId, error }),
    );
  }, settings.leaseMs / 3);

  return {
    signal: lost.signal,
    assertHeld() {
      if (lost.signal.aborted || performance.now() >= heldUntilMs) throw new DeliveryNotHeld(claim.deliveryId);
    },
    [Symbol.dispose]() {
      clearInterval(timer);
    },
  };
}
