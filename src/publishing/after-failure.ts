import { type DeliveryError, failureKinds } from '../domain/delivery-error.ts';
import type { DeliveryStatus } from '../domain/statuses.ts';
import type { PlatformFailure } from '../platforms/failure.ts';
import type { Hold } from './work.ts';

type FailedCall = {
  failure: Pick<PlatformFailure, 'kind' | 'message' | 'hint' | 'retryAt'>;
  /** Whether the outcome of a commit is open after it. */
  outcomeOpen: boolean;
  /** Temporary failures before this one. */
  failures: number;
  now: Date;
  retryDelaysMs: readonly number[];
  /** Between 0 and 1. */
  jitter: number;
};

/** What a failed call makes of its delivery and its account. */
export type Consequence = {
  to: Extract<DeliveryStatus, 'PENDING' | 'FAILED' | 'UNKNOWN' | 'PAUSED'>;
  dueAt: Date | null;
  failures: number;
  error: DeliveryError;
  /** The network's word on when this account may call, or publish, again. */
  hold: Hold | null;
  needsReconnect: boolean;
  outcomeOpen: boolean;
};

const defaultResetMs = 60_000;

/** Decides by the kind of failure alone (DESIGN.md, section 4). */
export function afterFailure(call: FailedCall): Consequence {
  const { failure, failures, now, outcomeOpen } = call;
  const { remedy } = failureKinds[failure.kind];
  const settled = { dueAt: null, failures, hold: null, needsReconnect: false, outcomeOpen };
  if (remedy === 'renew' || remedy === 'reconnect')
    return { ...settled, to: 'PAUSED', error: deliveryError(failure), needsReconnect: true };
  if (remedy === 'at_reset') {
    const until = failure.retryAt && failure.retryAt > now ? failure.retryAt : new Date(now.getTime() + defaultResetMs);
    const hold = { lane: failure.kind === 'quota_exhausted' ? 'publishing' : 'account', until } as const;
    return { ...settled, to: 'PENDING', dueAt: until, error: deliveryError(failure), hold };
  }
  const delayMs = call.retryDelaysMs[failures];
  const again = remedy === 'backoff' || outcomeOpen;
  if (!again || delayMs === undefined) {
    return outcomeOpen
      ? { ...settled, to: 'UNKNOWN', error: unknownOutcome(failure.message) }
      : { ...settled, to: 'FAILED', error: deliveryError(failure) };
  }
  const dueAt = new Date(now.getTime() + delayMs * (1 + 0.2 * call.jitter));
  return { ...settled, to: 'PENDING', dueAt, failures: failures + 1, error: deliveryError(failure) };
}

/** Why a delivery or an account is where it is, in the words of its last failure. */
export function deliveryError(failure: Pick<PlatformFailure, 'kind' | 'message' | 'hint'>): DeliveryError {
  const { code, retryable, hint } = failureKinds[failure.kind];
  return { code, message: failure.message, retryable, hint: failure.hint ?? hint };
}

/** A commit's answer was lost, and nothing at the network says what became of it. */
export function unknownOutcome(message: string): DeliveryError {
  return {
    code: 'OUTCOME_UNKNOWN',
    message: `It may be published already: ${message}`,
    retryable: true,
    hint: 'Look at the account. Then call retryFailedPlatforms with unknown: MARK_POSTED where it is there, PUBLISH_AGAIN where it is not, or LOOK_UP to have Postern look once more.',
  };
}
