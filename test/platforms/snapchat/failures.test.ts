import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../src/platforms/failure.ts';
import { failures } from '../../../src/platforms/snapchat/failures.ts';

const met = new Set<unknown>();
const headers = new Headers();
const rowOf = (refusal: Refusal) => failures.rows.find(({ when }) => when(refusal));
const error = (error_code: string, message = 'No.') => ({
  request_status: 'ERROR',
  request_id: '5007083c-cef7-4638-bea7-1b8a6d5b7281',
  error_code,
  debug_message: message,
  display_message: message,
});

const documented = [
  [400, { error: 'invalid_grant', error_description: 'Expired.' }, 'auth_revoked'],
  [401, { error: 'invalid_client' }, 'permission'],
  [400, { error: 'unauthorized_client' }, 'permission'],
  [401, error('E1001'), 'auth_expired'],
  [401, null, 'auth_expired'],
  [200, error('E2002'), 'auth_expired'],
  [403, error('E3003'), 'permission'],
  [403, null, 'permission'],
  [400, error('E3003', 'Resource not found'), 'permission'],
  [404, error('E3003', 'Resource not found'), 'permission'],
  [429, null, 'rate_limited'],
  [200, error('MEDIA_POSTING_ALREADY_IN_PROGRESS'), 'duplicate'],
  [400, error('MEDIA_POSTING_ALREADY_IN_PROGRESS'), 'duplicate'],
  [200, error('MEDIA_EXPIRED'), 'media_fetch_failed'],
  [400, error('MEDIA_PROCESSING'), 'rate_limited'],
  [400, error('', 'Media is still being processed'), 'rate_limited'],
  [400, error('MEDIA_INVALID'), 'media_rejected'],
  [413, 'Media size is too large', 'media_rejected'],
] as const;

describe('answers', () => {
  test.for(documented)('%i %j is %s', ([status, body, kind]) => {
    const row = rowOf({ status, headers, body });
    met.add(row);
    expect(row?.kind).toBe(kind);
  });

  test('every row of the table is met by one of these', () => {
    expect(failures.rows.filter((row) => !met.has(row)).map(({ answer }) => answer)).toEqual([]);
  });

  test.for([
    [400, error('SOMETHING_ELSE')],
    [404, error('NOT_FOUND')],
    [400, error('E1001')],
    [500, error('MEDIA_EXPIRED')],
    [502, '<html>'],
  ] as const)('%i %j is sorted by its status', ([status, body]) => {
    expect(rowOf({ status, headers, body })).toBeUndefined();
  });

  test.for([
    [error('X'), true],
    [{ request_status: 'error' }, true],
    [{ request_status: 'SUCCESS' }, false],
    [{}, false],
    [null, false],
  ] as const)('with a 200, %j refuses: %s', ([body, refuses]) => {
    expect(failures.refusesIn?.(body)).toBe(refuses);
  });

  test.for([
    [{ display_message: 'Shown.', debug_message: 'Debug.', error_code: 'X' }, 'Shown.'],
    [{ display_message: '', debug_message: 'Debug.', error_code: 'X' }, 'Debug.'],
    [{ error_code: 'X' }, 'X'],
    [{ error: 'invalid_grant', error_description: 'Expired.' }, 'Expired.'],
    [{ error: 'invalid_grant' }, 'invalid_grant'],
    ['<html>', null],
  ] as const)('of %j the words are %s', ([body, words]) => {
    expect(failures.messageIn(body)).toBe(words);
  });

  test('what is being posted is what a lost commit did, and what is processed is asked for again in five seconds', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const posting = { status: 400, headers, body: error('MEDIA_POSTING_ALREADY_IN_PROGRESS') };
    expect(rowOf(posting)?.evidence?.(posting)).toEqual({ id: null });
    const processing = { status: 400, headers, body: error('MEDIA_PROCESSING') };
    expect(rowOf(processing)?.resetAt?.(processing, now)).toEqual(new Date('2026-11-22T12:00:05Z'));
    expect(failures.resetAt(headers, now)).toBeNull();
  });
});
