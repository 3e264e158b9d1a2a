import { expect, test } from 'vitest';
import { type FailureKind, failureKinds } from '../../../src/domain/delivery-error.ts';
import { failures } from '../../../src/platforms/tiktok/failures.ts';

const now = new Date('2026-11-22T12:00:00Z');

type Answered = [FailureKind, number, unknown];
const coded = (kind: FailureKind, status: number, code: string): Answered => [
  kind,
  status,
  { data: {}, error: { code, message: `about ${code}`, log_id: '2026' } },
];

// The tables of https://developers.tiktok.com/doc/content-posting-api-reference-direct-post and its neighbours.
const documented: readonly Answered[] = [
  coded('auth_expired', 401, 'access_token_invalid'),
  coded('permission', 401, 'scope_not_authorized'),
  coded('permission', 401, 'scope_permission_missed'),
  coded('rate_limited', 429, 'rate_limit_exceeded'),
  coded('quota_exhausted', 403, 'spam_risk_too_many_posts'),
  coded('quota_exhausted', 200, 'spam_risk_too_many_posts'),
  coded('quota_exhausted', 200, 'reached_active_user_cap'),
  coded('policy_blocked', 403, 'spam_risk_user_banned_from_posting'),
  coded('policy_blocked', 403, 'spam_risk_too_many_pending_share'),
  coded('permission', 403, 'unaudited_client_can_only_post_to_private_accounts'),
  coded('permission', 403, 'url_ownership_unverified'),
  coded('validation', 403, 'privacy_level_option_mismatch'),
  coded('not_found', 400, 'invalid_publish_id'),
  coded('permission', 400, 'token_not_authorized_for_specified_publish_id'),
  coded('validation', 400, 'app_version_check_failed'),
  coded('validation', 400, 'invalid_param'),
  coded('validation', 400, 'invalid_params'),
  coded('transient', 500, 'internal_error'),
  ['auth_revoked', 400, { error: 'invalid_grant', error_description: 'Refresh token is invalid or expired.' }],
  ['permission', 401, { error: 'invalid_client', error_description: 'Client key or secret is incorrect.' }],
  ['permission', 400, { error: 'unauthorized_client', error_description: 'No.' }],
  ['validation', 400, null],
  ['transient', 403, null],
  ['transient', 404, null],
  ['transient', 416, null],
];

const rowOf = ([, status, body]: Answered) =>
  failures.rows.find(({ when }) => when({ status, headers: new Headers(), body }));

test.for(documented)('%s: %i %j', (answered) => {
  expect(rowOf(answered)?.kind).toBe(answered[0]);
});

test('every row of the table is met by one of these answers, and has a hint', () => {
  const met = new Set(documented.map(rowOf));
  expect(failures.rows.filter((row) => !met.has(row)).map(({ answer }) => answer)).toEqual([]);
  for (const { kind, hint } of failures.rows) expect(hint ?? failureKinds[kind].hint).toMatch(/\.$/);
});

test('an answer refuses where its body has any code but "ok", and says why', () => {
  const refuses = (body: unknown) => failures.refusesIn?.(body);
  expect(refuses({ data: {}, error: { code: 'ok', message: '', log_id: '1' } })).toBe(false);
  expect(refuses({ access_token: 'act.1', expires_in: 86_400 })).toBe(false);
  expect(refuses(null)).toBe(false);
  expect(refuses({ error: { code: 'anything_new' } })).toBe(true);
  expect(failures.messageIn({ error: { code: 'anything_new', message: '' } })).toBe('anything_new');
  expect(failures.messageIn({ error: 'invalid_grant', error_description: 'It is over.' })).toBe('It is over.');
});

test('a limit of a minute ends within a minute, and one of a day is tried every hour', () => {
  expect(failures.resetAt(new Headers(), now)).toEqual(new Date('2026-11-22T12:01:00Z'));
  const cap = coded('quota_exhausted', 403, 'spam_risk_too_many_posts');
  const refusal = { status: 403, headers: new Headers(), body: cap[2] };
  expect(rowOf(cap)?.resetAt?.(refusal, now)).toEqual(new Date('2026-11-22T13:00:00Z'));
});
