import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../src/platforms/failure.ts';
import { failures } from '../../../src/platforms/x/failures.ts';

const met = new Set<unknown>();
const rowOf = (refusal: Refusal) => failures.rows.find(({ when }) => when(refusal));
const about = (status: number, detail: string, type = 'about:blank') => ({ title: 'Forbidden', detail, type, status });
const problems = 'https://api.twitter.com/2/problems';
const documented = [
  [400, { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' }, 'auth_revoked'],
  [400, { error: 'invalid_grant' }, 'auth_revoked'],
  [400, about(400, 'Your Tweet text is too long.'), 'validation'],
  [
    400,
    {
      errors: [{ message: 'Your media IDs are invalid.' }],
      detail: 'One or more parameters to your request was invalid.',
    },
    'media_rejected',
  ],
  [400, about(400, 'This user is not allowed to post a video longer than 2 minutes'), 'media_rejected'],
  [401, { error: 'unauthorized_client', error_description: 'Missing valid authorization header' }, 'permission'],
  [401, about(401, 'Unauthorized'), 'auth_expired'],
  [
    402,
    {
      title: 'CreditsDepleted',
      detail: 'Your enrolled account does not have any credits to fulfill this request.',
      type: `${problems}/credits`,
    },
    'quota_exhausted',
  ],
  [403, about(403, 'Usage cap exceeded: Monthly product cap', `${problems}/usage-capped`), 'quota_exhausted'],
  [403, about(403, 'You are not allowed to create a Tweet with duplicate content.'), 'duplicate'],
  [
    403,
    about(
      403,
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
    ),
    'policy_blocked',
  ],
  [403, about(403, 'You attempted to reply to a Tweet that is deleted or not visible to you.'), 'not_found'],
  [403, about(403, 'The user used for authentication is suspended', `${problems}/user-suspended`), 'policy_blocked'],
  [
    403,
    {
      errors: [
        {
          code: 326,
          message: 'To protect our users from spam and other malicious activity, this account is temporarily locked.',
        },
      ],
    },
    'policy_blocked',
  ],
  [
    403,
    about(
      403,
      'When authenticating requests, you must use keys and tokens from an app that is attached to a Project.',
      `${problems}/client-forbidden`,
    ),
    'permission',
  ],
  [403, about(403, 'You are not permitted to use OAuth2 on this endpoint'), 'permission'],
  [403, about(403, 'You are not permitted to perform this action.'), 'permission'],
  [404, about(404, 'Could not find tweet with id: [1].', `${problems}/resource-not-found`), 'not_found'],
  [413, null, 'media_rejected'],
  [429, { errors: [{ code: 88, message: 'Rate limit exceeded' }] }, 'rate_limited'],
  [429, about(429, 'Usage cap exceeded', `${problems}/usage-capped`), 'quota_exhausted'],
  [503, about(503, 'Service Unavailable'), 'transient'],
] as const;

describe('as documented', () => {
  test.for(documented)('%i %j is %s', ([status, body, kind]) => {
    const row = rowOf({ status, headers: new Headers(), body });
    met.add(row);
    expect(row?.kind).toBe(kind);
  });

  const reset = 1_795_000_000;
  const now = new Date('2026-11-22T12:00:00Z');
  const dayIsOver = {
    status: 429,
    headers: new Headers({
      'x-user-limit-24hour-remaining': '0',
      'x-user-limit-24hour-reset': String(reset),
      'x-rate-limit-reset': '1',
    }),
    body: null,
  };

  test('a day’s limit ends when its own header says', () => {
    const row = rowOf(dayIsOver);
    met.add(row);
    expect(row?.kind).toBe('quota_exhausted');
    expect(row?.resetAt?.(dayIsOver, now)).toEqual(new Date(reset * 1000));
  });

  test('every row of the table is met by one of these answers', () => {
    expect(failures.rows.filter((row) => !met.has(row)).map(({ answer }) => answer)).toEqual([]);
  });

  test('credits are looked for again in an hour', () => {
    const refusal = { status: 402, headers: new Headers(), body: null };
    expect(rowOf(refusal)?.resetAt?.(refusal, now)).toEqual(new Date('2026-11-22T13:00:00Z'));
  });

  test('the reset of a limit is in unix seconds', () => {
    expect(failures.resetAt(new Headers({ 'x-rate-limit-reset': String(reset) }), now)).toEqual(new Date(reset * 1000));
    expect(failures.resetAt(new Headers({ 'x-rate-limit-reset': 'soon' }), now)).toBeNull();
    expect(failures.resetAt(new Headers(), now)).toBeNull();
  });

  test.for([
    [{ errors: [{ message: 'One.' }], detail: 'All.', title: 'Title' }, 'One.'],
    [{ errors: [{ detail: 'One.' }] }, 'One.'],
    [{ detail: 'All.', title: 'Title' }, 'All.'],
    [{ code: 1, message: 'Older.' }, 'Older.'],
    [{ error: 'invalid_request', error_description: 'No.' }, 'No.'],
    [{ title: 'Title' }, 'Title'],
    ['<html>', null],
  ] as const)('of %j the words are %s', ([body, words]) => {
    expect(failures.messageIn(body)).toBe(words);
  });
});
