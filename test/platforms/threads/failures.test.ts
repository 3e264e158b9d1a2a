import { expect, test } from 'vitest';
import { type FailureKind, failureKinds } from '../../../src/domain/delivery-error.ts';
import { failures } from '../../../src/platforms/threads/failures.ts';

const now = new Date('2026-11-22T12:00:00Z');

// As https://developers.facebook.com/docs/threads/troubleshooting and the error codes of Instagram, which Threads shares, have them.
const documented: readonly [FailureKind, object][] = [
  ['policy_blocked', { code: 24, error_subcode: 4279013, message: 'The user is restricted' }],
  ['policy_blocked', { code: 25, error_subcode: 2207050, message: 'The account is restricted' }],
  ['policy_blocked', { code: 4, error_subcode: 2207051, message: 'We restrict certain activity' }],
  ['quota_exhausted', { code: 9, error_subcode: 2207042, message: 'You reached the maximum number of posts' }],
  ['transient', { code: 24, error_subcode: 4279009, message: 'The requested resource does not exist' }],
  ['transient', { code: 9007, error_subcode: 2207027, message: 'Media ID is not available' }],
  ['transient', { code: -2, error_subcode: 2207003, message: 'It takes too long to download the media' }],
  ['media_fetch_failed', { code: 1, error_subcode: 2207052, message: 'The media could not be fetched' }],
  ['media_rejected', { code: 36003, error_subcode: 2207009, message: 'The aspect ratio is not supported' }],
  ['media_rejected', { code: 352, error_subcode: 2207026, message: 'Unsupported format' }],
  ['not_found', { code: 100, error_subcode: 33, message: 'Unsupported get request' }],
  ['auth_revoked', { code: 190, error_subcode: 463, message: 'Session has expired' }],
  ['auth_revoked', { code: 102, message: 'Session key invalid' }],
  ['permission', { code: 10, message: 'Application does not have permission for this action' }],
  ['permission', { code: 200, message: 'Permissions error' }],
  ['rate_limited', { code: 4, message: 'Application request limit reached', is_transient: true }],
  ['rate_limited', { code: 32, message: 'Request limit reached' }],
  ['rate_limited', { code: 80002, message: 'There have been too many calls' }],
  ['policy_blocked', { code: 368, message: 'The action attempted has been deemed abusive' }],
  ['not_found', { code: 24, message: 'The requested resource does not exist' }],
  ['transient', { code: 2, message: 'An unexpected error has occurred' }],
  ['transient', { code: 99, message: 'Later', is_transient: true }],
  ['validation', { code: 100, message: 'Param text must be at most 500 characters long.' }],
];

const rowOf = (error: object) =>
  failures.rows.find(({ when }) => when({ status: 400, headers: new Headers(), body: { error } }));

test.for(documented)('%s: %j', ([kind, error]) => {
  expect(rowOf(error)?.kind).toBe(kind);
});

test('every row of the table is met by one of these answers, and has a hint', () => {
  const met = new Set(documented.map(([, error]) => rowOf(error)));
  expect(failures.rows.filter((row) => !met.has(row)).map(({ answer }) => answer)).toEqual([]);
  for (const { kind, hint } of failures.rows) expect(hint ?? failureKinds[kind].hint).not.toBe('');
});

test('a day’s quota is tried again after an hour, for it is of the last 24', () => {
  const error = { code: 9, error_subcode: 2207042 };
  const at = rowOf(error)?.resetAt?.({ status: 400, headers: new Headers(), body: { error } }, now);
  expect(at).toEqual(new Date('2026-11-22T13:00:00Z'));
});

test('what Threads says to people is said, else what it says to programs', () => {
  const error = { message: 'Fatal', error_user_title: 'Media download has failed.', error_user_msg: 'No answer.' };
  expect(failures.messageIn({ error })).toBe('Media download has failed: No answer.');
  expect(failures.messageIn({ error: { message: 'Fatal' } })).toBe('Fatal');
  expect(failures.messageIn({ error_type: 'OAuthException', code: 400, error_message: 'Invalid code' })).toBe(
    'Invalid code',
  );
  expect(failures.messageIn('<html>')).toBeNull();
});
