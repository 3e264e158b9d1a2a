import { expect, test } from 'vitest';
import { failures } from '../../../src/platforms/bluesky/failures.ts';

const answers = [
  [400, 'ExpiredToken', 'Token has expired', 'auth_expired'],
  [400, 'InvalidToken', 'Token could not be verified', 'auth_expired'],
  [401, 'AuthMissing', 'Authentication Required', 'auth_expired'],
  [401, 'AuthFactorTokenRequired', 'A sign in code has been sent', 'auth_revoked'],
  [403, 'AccountNotFound', 'Account not found', 'auth_revoked'],
  [401, 'AccountTakedown', 'Account has been taken down', 'policy_blocked'],
  [400, 'AccountTakedown', 'Account has been taken down', 'policy_blocked'],
  [403, 'AccountSuspended', 'Account is suspended', 'policy_blocked'],
  [401, 'AccountDeactivated', 'Account is deactivated', 'permission'],
  [401, 'AuthenticationRequired', 'Invalid identifier or password', 'auth_expired'],
  [400, 'RecordNotFound', 'Could not locate record: at://x', 'not_found'],
  [400, 'InvalidRequest', 'Could not locate record: at://x', 'not_found'],
  [400, 'InvalidSwap', 'Record was at bafy', 'duplicate'],
  [400, 'BlobTooLarge', 'This file is too large', 'media_rejected'],
  [400, 'BlobNotFound', 'Could not find blob: bafkrei', 'media_rejected'],
  [400, 'InvalidMimeType', 'Referenced Mimetype does not match stored blob.', 'media_rejected'],
  [400, 'InvalidSize', 'Referenced Size does not match stored blob.', 'media_rejected'],
  [401, 'unconfirmed_email', 'Confirm your email address to upload videos', 'permission'],
  [403, 'Forbidden', 'User is not allowed to upload videos', 'permission'],
  [403, 'Forbidden', 'Account is not old enough to upload videos', 'permission'],
  [429, 'TooMany', 'User has exceeded daily upload videos limit', 'quota_exhausted'],
  [400, 'User has exceeded daily upload bytes limit', 'Bad Request', 'quota_exhausted'],
  [503, 'Disabled', 'Uploading is disabled at the moment', 'transient'],
  [
    400,
    'InvalidRequest',
    'file size (300000001 bytes) is larger than the maximum allowed size (300000000 bytes)',
    'media_rejected',
  ],
  [413, 'PayloadTooLarge', 'request entity too large', 'media_rejected'],
  [429, 'RateLimitExceeded', 'Rate Limit Exceeded', 'rate_limited'],
  [502, 'UpstreamFailure', 'Upstream service unreachable', 'transient'],
  [
    400,
    'InvalidRequest',
    'Invalid app.bsky.feed.post record: Record/text must not be longer than 300 graphemes',
    'validation',
  ],
] as const;

function rowFor(status: number, body: unknown) {
  return failures.rows.find(({ when }) => when({ status, headers: new Headers(), body }));
}

test.for(answers)('%i %s "%s" is %s', ([status, error, message, kind]) => {
  expect(rowFor(status, { error, message })?.kind).toBe(kind);
  expect(failures.messageIn({ error, message })).toBe(message);
});

test('every row of the table is met by one of these answers', () => {
  const met = new Set(answers.map(([status, error, message]) => rowFor(status, { error, message })));
  expect(failures.rows.filter((row) => !met.has(row))).toEqual([]);
});

test('what is no error of the protocol is left to the status', () => {
  expect(rowFor(500, '<html>')).toBeUndefined();
  expect(failures.messageIn('<html>')).toBeNull();
  expect(failures.messageIn({ error: 'InvalidToken' })).toBe('InvalidToken');
});

test('the next call is allowed at the unix second that the answer names', () => {
  const reset = (value: string) => failures.resetAt(new Headers({ 'RateLimit-Reset': value }), new Date());
  expect(reset('1795348800')).toEqual(new Date('2026-11-22T12:00:00Z'));
  expect(reset('soon')).toBeNull();
  expect(failures.resetAt(new Headers(), new Date())).toBeNull();
});
