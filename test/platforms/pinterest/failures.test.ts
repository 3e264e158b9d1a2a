import { expect, test } from 'vitest';
import { type FailureKind, failureKinds } from '../../../src/domain/delivery-error.ts';
import { failures } from '../../../src/platforms/pinterest/failures.ts';

const now = new Date('2026-11-22T12:00:00Z');

type Answered = [FailureKind, number, { code: number; message: string } | null, Record<string, string>?];

// As https://github.com/pinterest/api-description has them, and as they are reported.
const documented: readonly Answered[] = [
  ['auth_revoked', 401, { code: 283, message: 'The authorization grant is invalid' }],
  ['auth_revoked', 400, { code: 283, message: 'The authorization grant is invalid' }],
  ['permission', 401, { code: 3, message: 'Your token does not have sufficient permissions.' }],
  ['permission', 401, { code: 7, message: 'Not authorized to access board or Pin.' }],
  ['auth_expired', 401, { code: 2, message: 'Authentication failed.' }],
  ['permission', 403, { code: 29, message: 'Apps with Trial access may not create Pins in production.' }],
  ['policy_blocked', 403, { code: 2625, message: 'Your account has been disapproved.' }],
  ['policy_blocked', 403, { code: 2626, message: 'We are reviewing your account.' }],
  [
    'media_rejected',
    403,
    { code: 233, message: 'Your image is too small. Please choose a larger image and try again.' },
  ],
  ['media_rejected', 403, { code: 235, message: 'Sorry, this image is broken. Please pick a different image.' }],
  ['media_rejected', 403, { code: 403, message: 'The Pin’s image is too small, too large or is broken' }],
  ['permission', 403, { code: 3, message: 'Your token does not have sufficient permissions.' }],
  ['permission', 403, { code: 29, message: 'You are not permitted to access that resource.' }],
  ['permission', 403, { code: 403, message: 'Not authorized to access the user account.' }],
  ['transient', 403, null],
  ['transient', 400, null],
  ['not_found', 404, { code: 40, message: 'Board not found.' }],
  ['not_found', 404, { code: 2031, message: 'Sorry! We couldn’t find this board section.' }],
  ['not_found', 404, { code: 404, message: 'Board or section not found.' }],
  ['not_found', 404, { code: 404, message: 'Media upload not found' }],
  ['not_found', 404, { code: 50, message: 'Pin not found.' }],
  ['media_fetch_failed', 400, { code: 235, message: 'Sorry, we could not fetch the image.' }],
  ['validation', 400, { code: 1, message: 'Whoops! It looks like you entered an invalid URL.' }],
  ['media_rejected', 400, { code: 1, message: 'The image format or size is not supported.' }],
  ['validation', 400, { code: 1, message: 'Invalid parameters.' }],
  ['rate_limited', 429, { code: 8, message: 'You have exceeded your rate limit.' }, { 'x-ratelimit-reset': '42' }],
  ['rate_limited', 429, { code: 30, message: 'This request exceeded a rate limit.' }],
  ['quota_exhausted', 429, { code: 8, message: 'Try again later.' }, { 'x-ratelimit-reset': '67150' }],
];

const rowOf = ([, status, body, headers]: Answered) =>
  failures.rows.find(({ when }) => when({ status, headers: new Headers(headers), body }));

test.for(documented)('%s: %i %j', (answered) => {
  expect(rowOf(answered)?.kind).toBe(answered[0]);
});

test('every row of the table is met by one of these answers, and has a hint', () => {
  const met = new Set(documented.map(rowOf));
  expect(failures.rows.filter((row) => !met.has(row)).map(({ answer }) => answer)).toEqual([]);
  for (const { kind, hint } of failures.rows) expect(hint ?? failureKinds[kind].hint).toMatch(/\.$/);
});

test.for([
  ['42', new Date('2026-11-22T12:00:42Z')],
  ['67150', new Date('2026-11-23T06:39:10Z')],
  ['soon', null],
  [null, null],
] as const)('a limit that ends in %s seconds ends at %s', ([seconds, at]) => {
  const headers = new Headers(seconds === null ? {} : { 'x-ratelimit-reset': seconds });
  expect(failures.resetAt(headers, now)).toEqual(at);
});

test('Pinterest’s own words are said', () => {
  expect(failures.messageIn({ code: 40, message: 'Board not found.' })).toBe('Board not found.');
  expect(failures.messageIn('<Error><Code>AccessDenied</Code></Error>')).toBeNull();
});
