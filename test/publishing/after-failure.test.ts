import { describe, expect, it } from 'vitest';
import { failureKinds } from '../../src/domain/delivery-error.ts';
import { afterFailure } from '../../src/publishing/after-failure.ts';

const now = new Date('2026-06-01T12:00:00Z');
const at = (ms: number) => new Date(now.getTime() + ms);
type Failure = Parameters<typeof afterFailure>[0]['failure'];

function consequenceOf(failure: Partial<Failure>, state: { failures?: number; outcomeOpen?: boolean } = {}) {
  const complete: Failure = {
    kind: 'transient',
    message: 'It said no.',
    hint: undefined,
    retryAt: undefined,
    ...failure,
  };
  return afterFailure({
    failure: complete,
    outcomeOpen: false,
    failures: 0,
    now,
    retryDelaysMs: [2_000, 10_000],
    jitter: 0,
    ...state,
  });
}

describe('after a failed call', () => {
  it('a temporary one is tried again after the next pause, and ends FAILED after the last', () => {
    expect(consequenceOf({})).toMatchObject({ to: 'PENDING', dueAt: at(2_000), failures: 1 });
    expect(consequenceOf({}, { failures: 1 })).toMatchObject({ to: 'PENDING', dueAt: at(10_000), failures: 2 });
    expect(consequenceOf({}, { failures: 2 })).toMatchObject({
      to: 'FAILED',
      dueAt: null,
      error: { code: 'UNAVAILABLE' },
    });
  });

  it('one that leaves the outcome of a commit open ends UNKNOWN, never FAILED', () => {
    expect(consequenceOf({}, { failures: 2, outcomeOpen: true })).toMatchObject({
      to: 'UNKNOWN',
      error: { code: 'OUTCOME_UNKNOWN' },
    });
  });

  it('a rate limit moves the account to the time that the network names, and uses up no try', () => {
    expect(consequenceOf({ kind: 'rate_limited', retryAt: at(90_000) })).toMatchObject({
      to: 'PENDING',
      dueAt: at(90_000),
      hold: { lane: 'account', until: at(90_000) },
      failures: 0,
    });
    expect(consequenceOf({ kind: 'rate_limited' })).toMatchObject({ hold: { lane: 'account', until: at(60_000) } });
  });

  it('a cap moves only what is to be published to the time that the network names', () => {
    expect(consequenceOf({ kind: 'quota_exhausted', retryAt: at(90_000) })).toMatchObject({
      to: 'PENDING',
      dueAt: at(90_000),
      hold: { lane: 'publishing', until: at(90_000) },
      failures: 0,
    });
  });

  it('revoked credentials pause the delivery until a person reconnects', () => {
    expect(consequenceOf({ kind: 'auth_revoked' })).toMatchObject({
      to: 'PAUSED',
      needsReconnect: true,
      error: { code: 'CREDENTIALS_EXPIRED' },
    });
  });

  it.each([
    'validation',
    'media_rejected',
    'policy_blocked',
    'duplicate',
    'unsupported',
    'permission',
    'not_found',
  ] as const)('%s fails at once', (kind) => {
    expect(consequenceOf({ kind })).toMatchObject({ to: 'FAILED', dueAt: null });
  });

  it('every kind says what to do, and a room that knows better is heard', () => {
    for (const { hint } of Object.values(failureKinds)) expect(hint).toMatch(/\.$/);
    expect(consequenceOf({ kind: 'validation', hint: 'Do this.' }).error.hint).toBe('Do this.');
  });
});
