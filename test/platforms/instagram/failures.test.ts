import { expect, test } from 'vitest';
import { type FailureKind, failureKinds } from '../../../src/domain/delivery-error.ts';
import { failures } from '../../../src/platforms/instagram/failures.ts';

const now = new Date('2026-11-22T12:00:00Z');

// As https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes has them.
const documented: readonly [FailureKind, { code: number; error_subcode?: number; is_transient?: boolean }][] = [
  ['policy_blocked', { code: 25, error_subcode: 2207050 }],
  ['policy_blocked', { code: 4, error_subcode: 2207051 }],
  ['quota_exhausted', { code: 9, error_subcode: 2207042 }],
  ['media_fetch_failed', { code: 9004, error_subcode: 2207052 }],
  ['media_rejected', { code: 36000, error_subcode: 2207004 }],
  ['media_rejected', { code: 36001, error_subcode: 2207005 }],
  ['media_rejected', { code: 36003, error_subcode: 2207009 }],
  ['media_rejected', { code: 352, error_subcode: 2207026 }],
  ['transient', { code: -2, error_subcode: 2207003 }],
  ['transient', { code: -1, error_subcode: 2207001 }],
  ['transient', { code: -1, error_subcode: 2207032 }],
  ['transient', { code: -2, error_subcode: 2207020 }],
  ['transient', { code: -1, error_subcode: 2207053 }],
  ['transient', { code: 9007, error_subcode: 2207027 }],
  ['transient', { code: 24, error_subcode: 2207008 }],
  ['transient', { code: 9007 }],
  ['transient', { code: -1, error_subcode: 2207082 }],
  ['transient', { code: -1 }],
  ['permission', { code: 24, error_subcode: 2207006 }],
  ['validation', { code: 100, error_subcode: 2207081 }],
  ['validation', { code: 110, error_subcode: 2207010 }],
  ['validation', { code: 36000, error_subcode: 2207010 }],
  ['validation', { code: 100, error_subcode: 2207028 }],
  ['validation', { code: 1, error_subcode: 2207057 }],
  ['not_found', { code: 100, error_subcode: 33 }],
  ['auth_revoked', { code: 190, error_subcode: 463 }],
  ['media_fetch_failed', { code: 9004 }],
  ['media_rejected', { code: 352 }],
  ['media_rejected', { code: 36003 }],
  ['permission', { code: 10 }],
  ['permission', { code: 200 }],
  ['rate_limited', { code: 4, is_transient: true }],
  ['rate_limited', { code: 80002 }],
  ['policy_blocked', { code: 368 }],
  ['not_found', { code: 24 }],
  ['transient', { code: 2 }],
  ['transient', { code: 99, is_transient: true }],
  ['validation', { code: 100 }],
];

const refusal = (error: object, headers = new Headers()) => ({ status: 400, headers, body: { error } });
const rowOf = (error: object) => failures.rows.find(({ when }) => when(refusal(error)));

test.for(documented)('%s: %j', ([kind, error]) => {
  expect(rowOf(error)?.kind).toBe(kind);
});

test('every row of the table is met by one of these answers, and has a hint', () => {
  const met = new Set(documented.map(([, error]) => rowOf(error)));
  expect(failures.rows.filter((row) => !met.has(row)).map(({ answer }) => answer)).toEqual([]);
  for (const { kind, hint } of failures.rows) expect(hint ?? failureKinds[kind].hint).not.toBe('');
});

test('a fault of the servers may come after the deed, and the refusal of a container does not', () => {
  const mayHaveHappened = (error: object) => rowOf(error)?.happened === 'maybe';
  const faults = [{ code: -2 }, { code: -1, error_subcode: 2207001 }, { code: 1 }, { code: 2 }];
  expect(faults.map(mayHaveHappened)).toEqual([true, true, true, true]);
  expect([{ error_subcode: 2207082 }, { is_transient: true }].map(mayHaveHappened)).toEqual([true, true]);
  const refusals = [{ code: 9007, error_subcode: 2207027 }, { code: -2, error_subcode: 2207020 }, { code: 4 }];
  expect(refusals.map(mayHaveHappened)).toEqual([false, false, false]);
});

test('the next call is allowed when the usage says so, in minutes, and after a day’s quota in an hour', () => {
  const usage = { 17: [{ type: 'instagram', estimated_time_to_regain_access: 19 }] };
  const headers = new Headers({ 'x-business-use-case-usage': JSON.stringify(usage) });
  expect(failures.resetAt(headers, now)).toEqual(new Date('2026-11-22T12:19:00Z'));
  expect(failures.resetAt(new Headers({ 'x-business-use-case-usage': 'nothing' }), now)).toBeNull();
  expect(failures.resetAt(new Headers(), now)).toBeNull();
  const quota = { code: 9, error_subcode: 2207042 };
  expect(rowOf(quota)?.resetAt?.(refusal(quota), now)).toEqual(new Date('2026-11-22T13:00:00Z'));
});
