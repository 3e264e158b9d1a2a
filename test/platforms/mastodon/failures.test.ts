import { expect, test } from 'vitest';
import { failures } from '../../../src/platforms/mastodon/failures.ts';

const answers = [
  [401, 'The access token is invalid', 'auth_revoked'],
  [401, 'The access token was revoked', 'auth_revoked'],
  [422, 'This method requires an authenticated user', 'auth_revoked'],
  [403, 'This action is outside the authorized scopes', 'permission'],
  [403, 'Your login is currently disabled', 'policy_blocked'],
  [403, 'Your login is missing a confirmed e-mail address', 'policy_blocked'],
  [403, 'This action is not allowed', 'permission'],
  [404, 'Record not found', 'not_found'],
  [410, 'Gone', 'not_found'],
  [413, 'Request Entity Too Large', 'media_rejected'],
  [422, 'Cannot attach files that have not finished processing. Try again in a moment!', 'transient'],
  [422, 'Validation failed: File content type is invalid', 'media_rejected'],
  [422, 'Validation failed: File file size must be less than 16 MB', 'media_rejected'],
  [422, 'File type of uploaded media could not be verified', 'media_rejected'],
  [422, 'Error processing thumbnail for uploaded media', 'media_rejected'],
  [500, 'Error processing thumbnail for uploaded media', 'media_rejected'],
  [422, '9000x9000 images are not supported', 'media_rejected'],
  [422, 'Media 113 not found or already attached to another post', 'media_rejected'],
  [422, 'Duplicate record', 'duplicate'],
  [422, 'Validation failed: Description is too long (maximum is 1500 characters)', 'validation'],
  [422, "Validation failed: Text can't be blank", 'validation'],
  [422, 'Validation failed: Text character limit of 500 exceeded', 'validation'],
  [400, 'param is missing or the value is empty', 'validation'],
  [429, 'Too many requests', 'rate_limited'],
  [503, 'There was a temporary problem serving your request, please try again', 'transient'],
] as const;

function rowFor(status: number, error: string) {
  return failures.rows.find(({ when }) => when({ status, headers: new Headers(), body: { error } }));
}

test.for(answers)('%i "%s" is %s', ([status, error, kind]) => {
  expect(rowFor(status, error)?.kind).toBe(kind);
});

test('every row of the table is met by one of these answers', () => {
  const met = new Set(answers.map(([status, error]) => rowFor(status, error)));
  expect(failures.rows.filter((row) => !met.has(row))).toEqual([]);
});

test('the network’s words are its error, and the description where there is one', () => {
  expect(failures.messageIn({ error: 'Record not found' })).toBe('Record not found');
  expect(failures.messageIn({ error: 'invalid_grant', error_description: 'No.' })).toBe('invalid_grant: No.');
  expect(failures.messageIn('<html>')).toBeNull();
});

test('the next call is allowed at the instant that the answer names', () => {
  const reset = (value: string) => failures.resetAt(new Headers({ 'X-RateLimit-Reset': value }), new Date());
  expect(reset('2026-11-22T12:00:00.123456Z')).toEqual(new Date('2026-11-22T12:00:00.123Z'));
  expect(reset('soon')).toBeNull();
  expect(failures.resetAt(new Headers(), new Date())).toBeNull();
});
