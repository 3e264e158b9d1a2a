import { describe, expect, test } from 'vitest';
import { type FailureKind, failureKinds } from '../../../src/domain/delivery-error.ts';
import { failures } from '../../../src/platforms/facebook/failures.ts';
import type { Refusal } from '../../../src/platforms/failure.ts';

const now = new Date('2026-11-22T12:00:00Z');
const refusal = (error: object, status = 400): Refusal => ({ status, headers: new Headers(), body: { error } });
const rowOf = (refused: Refusal) => failures.rows.find(({ when }) => when(refused));

// Codes and subcodes as the addresses in failures.ts have them.
const documented: readonly [FailureKind, object][] = [
  ['rate_limited', { code: 368, error_subcode: 1390008, message: 'You are posting too fast' }],
  ['policy_blocked', { code: 368, error_subcode: 4854002, message: 'Confirm your identity' }],
  ['policy_blocked', { code: 200, error_subcode: 1404078, message: 'Page Publishing Authorization Needed' }],
  ['policy_blocked', { code: 100, error_subcode: 1346003, message: 'Flagged as abusive' }],
  ['policy_blocked', { code: 100, error_subcode: 1404102, message: 'Against our Community Standards' }],
  ['policy_blocked', { code: 368, message: 'The action attempted has been deemed abusive or is otherwise disallowed' }],
  ['auth_revoked', { code: 190, error_subcode: 459, message: 'The user is enrolled in a checkpoint' }],
  ['auth_revoked', { code: 190, error_subcode: 464, message: 'Sessions for the user are not allowed' }],
  ['auth_revoked', { code: 190, error_subcode: 492, message: 'The user must be an administrator of the page' }],
  ['auth_revoked', { code: 190, error_subcode: 458, message: 'The user has not authorized application' }],
  ['auth_revoked', { code: 190, error_subcode: 463, message: 'Session has expired' }],
  ['auth_revoked', { code: 190, message: 'Invalid OAuth access token' }],
  ['auth_revoked', { code: 102, message: 'Session key invalid' }],
  ['duplicate', { code: 100, error_subcode: 1366051, message: 'These photos were already posted' }],
  ['duplicate', { code: 506, message: 'Duplicate status message' }],
  ['media_rejected', { code: 100, error_subcode: 1366046, message: 'Can’t Read Files' }],
  ['media_rejected', { code: 6000, error_subcode: 1363023, message: 'The video you tried to upload is too large' }],
  ['media_rejected', { code: 352, message: 'The video file you selected is in a format that we don’t support' }],
  ['permission', { code: 100, error_subcode: 1363042, message: 'No Permission to Upload Video' }],
  ['transient', { code: 6000, error_subcode: 1363037, message: 'There was a problem uploading your video' }],
  ['transient', { code: 6000, error_subcode: 1363030, message: 'Video Upload Timeout' }],
  ['transient', { code: 6000, error_subcode: 1363041, message: 'Invalid session' }],
  ['validation', { code: 100, error_subcode: 1609008, message: 'You can’t post Facebook.com links' }],
  ['validation', { code: 1609005, message: 'Error scraping the link' }],
  ['validation', { code: 1500, message: 'The url you supplied is invalid' }],
  ['transient', { code: 100, error_subcode: 1363047, message: 'Service unavailable' }],
  ...[4, 17, 32, 341, 613].map((code): [FailureKind, object] => ['rate_limited', { code, is_transient: true }]),
  ['rate_limited', { code: 80001, message: 'There have been too many calls to this Page account' }],
  ['transient', { code: 99, is_transient: true, message: 'An unexpected error' }],
  ['transient', { code: 1, message: 'An unknown error has occurred' }],
  ['transient', { code: 2, message: 'Service temporarily unavailable' }],
  ['transient', { code: 6000, message: 'There was a problem uploading your video file' }],
  ['permission', { code: 10, message: 'Application does not have permission for this action' }],
  ['permission', { code: 200, message: 'Permissions error' }],
  ['permission', { code: 283, message: 'That action requires the extended permission pages_read_engagement' }],
  ['not_found', { code: 100, error_subcode: 33, message: 'Object does not exist' }],
  ['validation', { code: 100, message: 'Invalid parameter' }],
];
const ofUploadHost: readonly [FailureKind, object][] = [
  ['transient', { debug_info: { retriable: true, type: 'ServerError', message: 'Later' } }],
  ['media_rejected', { debug_info: { retriable: false, type: 'ProcessingFailedError', message: 'No' } }],
];

test.for(documented)('%s: %j', ([kind, error]) => {
  expect(rowOf(refusal(error))?.kind).toBe(kind);
});

test.for(ofUploadHost)('%s: %j', ([kind, body]) => {
  expect(rowOf({ ...refusal({}), body })?.kind).toBe(kind);
});

test('every row of the table is met by one of these answers, and has a hint', () => {
  const met = [
    ...documented.map(([, error]) => rowOf(refusal(error))),
    ...ofUploadHost.map(([, body]) => rowOf({ ...refusal({}), body })),
  ];
  expect(failures.rows.filter((row) => !met.includes(row)).map(({ answer }) => answer)).toEqual([]);
  for (const { kind, hint } of failures.rows) expect(hint ?? failureKinds[kind].hint).not.toBe('');
});

test('what Facebook calls an error of its own may have been published, whatever the status', () => {
  for (const error of [
    { code: 1 },
    { code: 2 },
    { code: 99, is_transient: true },
    { code: 100, error_subcode: 1363047 },
  ])
    expect(rowOf(refusal(error))?.happened).toBe('maybe');
  for (const error of [{ code: 4, is_transient: true }, { code: 100 }, { code: 506 }])
    expect(rowOf(refusal(error))?.happened).toBeUndefined();
});

test('what Facebook says to people is said, else what it says to programs', () => {
  const error = { code: 506, message: '(#506) Duplicate status message' };
  expect(failures.messageIn({ error })).toBe('(#506) Duplicate status message');
  expect(failures.messageIn({ error: { ...error, error_user_msg: 'It is identical.' } })).toBe('It is identical.');
  const titled = { ...error, error_user_title: 'Duplicate', error_user_msg: 'It is identical.' };
  expect(failures.messageIn({ error: titled })).toBe('Duplicate: It is identical.');
  expect(failures.messageIn({ debug_info: { message: 'Request processing failed' } })).toBe(
    'Request processing failed',
  );
  expect(failures.messageIn('<html>')).toBeNull();
});

test('a part that Facebook has already is refused with the part that it wants', () => {
  const error = { code: 6000, error_subcode: 1363037, error_data: { start_offset: '10', end_offset: 20 } };
  const row = rowOf(refusal(error));
  expect(row?.evidence?.(refusal(error))).toEqual({ start: 10, end: 20 });
  expect(row?.evidence?.(refusal({ code: 6000, error_subcode: 1363037 }))).toBeNull();
});

describe('when the next call is allowed', () => {
  const usage = (value: unknown) =>
    failures.resetAt(new Headers({ 'X-Business-Use-Case-Usage': JSON.stringify(value) }), now);

  test('after the most minutes that a Page’s header names', () => {
    const pages = { type: 'pages', call_count: 100, estimated_time_to_regain_access: 19 };
    expect(usage({ 1234: [pages, { ...pages, estimated_time_to_regain_access: 5 }] })).toEqual(
      new Date('2026-11-22T12:19:00Z'),
    );
  });

  test('is not known where no minutes are named', () => {
    expect(usage({ 1234: [{ type: 'pages', call_count: 28, estimated_time_to_regain_access: 0 }] })).toBeNull();
    expect(usage('soon')).toBeNull();
    expect(failures.resetAt(new Headers(), now)).toBeNull();
    expect(failures.resetAt(new Headers({ 'x-business-use-case-usage': '{' }), now)).toBeNull();
  });

  test('a quarter of an hour after posting too fast', () => {
    const tooFast = refusal({ code: 368, error_subcode: 1390008 });
    expect(rowOf(tooFast)?.resetAt?.(tooFast, now)).toEqual(new Date('2026-11-22T12:15:00Z'));
  });
});
