import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureKinds } from '../../../src/domain/delivery-error.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { PlatformFailure, type Refusal } from '../../../src/platforms/failure.ts';
import { failures } from '../../../src/platforms/google_business/failures.ts';
import { picture } from '../../support/images.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { connect, open, room } from './at-sandbox.ts';

let rooms: RoomsAtSandbox;
let people = 0;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

const someone = () => connect(rooms, `failing${people++}`);

function create(connected: Connected, post: JsonObject): Promise<unknown> {
  const request = { plannedAt: new Date().toISOString(), post: { topicType: 'STANDARD', summary: 'Buns', ...post } };
  return room.calls.create_post?.make(request, sessionOf(connected)) ?? Promise.reject(new Error('no call'));
}

async function faulty(fault: string): Promise<unknown> {
  const connected = await someone();
  await rooms.sandbox.fault({ channel: 'google_business', account: connected.account.username, fault });
  return create(connected, {});
}

async function showing(width: number, bytes?: Buffer): Promise<unknown> {
  const { url } = await rooms.keep(bytes ?? (await picture(width, width).jpeg({ quality: 100 }).toBuffer()), {});
  return create(await someone(), { media: [{ mediaFormat: 'PHOTO', sourceUrl: url }] });
}

const renewWith = async (facts: object, more: object = {}) => {
  const connected = await someone();
  const credentials = { ...(connected.credentials as object), ...facts };
  return room.connecting.renew({ ...sessionOf(connected), ...more, credentials });
};

describe('at the sandbox', () => {
  const cases: readonly [string, string, RegExp, () => Promise<unknown>][] = [
    [
      'a refresh token that is none',
      'auth_revoked',
      /expired or revoked/,
      () => renewWith({ refreshToken: 'not-this-one' }),
    ],
    [
      'the keys of another app',
      'permission',
      /OAuth client was not found/,
      () => renewWith({}, { client: { id: 'x', secret: 'y' } }),
    ],
    ['a token that is over', 'auth_expired', /invalid authentication credentials/, () => faulty('token_expired')],
    ['a quota that is used up', 'rate_limited', /Quota exceeded/, () => faulty('rate_limited')],
    ['a server that is down', 'transient', /currently unavailable/, () => faulty('server_error')],
    ['an application without access', 'permission', /Quota exceeded/, () => open(rooms, 'unapproved')],
    ['a login without a business', 'permission', /manages no business/, () => open(rooms, 'nobusiness')],
    [
      'an eleventh edit in a minute',
      'rate_limited',
      /Quota exceeded/,
      async () => {
        const connected = await someone();
        for (let count = 0; count < 10; count += 1) await create(connected, {});
        return create(connected, {});
      },
    ],
    [
      'an event without a time',
      'validation',
      /Event is required/,
      async () => create(await someone(), { topicType: 'EVENT' }),
    ],
    [
      'a location that the login does not manage',
      'not_found',
      /not found/,
      async () => {
        const [one, other] = [await someone(), await someone()];
        return create({ ...one, account: other.account }, {});
      },
    ],
    [
      'a post that is gone',
      'not_found',
      /not found/,
      async () => {
        const connected = await someone();
        const name = `${connected.account.remoteId}/localPosts/1`;
        return room.calls.check_post?.make({ name }, sessionOf(connected));
      },
    ],
    [
      'a photo that cannot be pulled',
      'media_fetch_failed',
      /Fetching image failed/,
      async () => create(await someone(), { media: [{ mediaFormat: 'PHOTO', sourceUrl: 'http://127.0.0.1:1/a.jpg' }] }),
    ],
    ['a photo of too few pixels', 'media_rejected', /dimensions are too small/, () => showing(249)],
    ['a photo that is none', 'media_rejected', /format is not supported/, () => showing(1, Buffer.alloc(20_000))],
  ];

  test.for(cases)('%s is %s', async ([, kind, words, calling]) => {
    const failure = await calling().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PlatformFailure);
    expect(failure).toMatchObject({ kind, message: expect.stringMatching(words) });
    const { hint, kind: sorted } = failure as PlatformFailure;
    expect(hint ?? failureKinds[sorted].hint).toMatch(/\.$/);
  });

  test('a quota is waited for a minute', async () => {
    const connected = await someone();
    const { username: account } = connected.account;
    await rooms.sandbox.fault({ channel: 'google_business', account, fault: 'rate_limited' });
    const failure = await walkRoom(connected, segmentOf(connected)).catch((error: unknown) => error);
    const leftMs = ((failure as PlatformFailure).retryAt?.getTime() ?? 0) - rooms.clock.now().getTime();
    expect(leftMs).toBeGreaterThan(55_000);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  });
});

describe('as documented', () => {
  const info = (reason: string, metadata: object = {}) => ({ '@type': 'google.rpc.ErrorInfo', reason, metadata });
  const field = (code: number, message: string) => ({ errorDetails: [{ code, field: 'media', message }] });
  const answers: readonly [number, object, string][] = [
    [400, { error: 'invalid_grant' }, 'auth_revoked'],
    [401, { error: 'invalid_client' }, 'permission'],
    [401, { error: 'unauthorized_client' }, 'permission'],
    [401, { error: { message: 'No.', status: 'UNAUTHENTICATED' } }, 'auth_expired'],
    [403, { error: { message: 'No.', details: [info('ACCESS_TOKEN_SCOPE_INSUFFICIENT')] } }, 'permission'],
    [403, { error: { message: 'No.', details: [info('SERVICE_DISABLED')] } }, 'permission'],
    [403, { error: { message: 'No.', status: 'PERMISSION_DENIED' } }, 'permission'],
    [
      429,
      { error: { message: 'No.', details: [info('RATE_LIMIT_EXCEEDED', { quota_limit_value: '0' })] } },
      'permission',
    ],
    [
      429,
      { error: { message: 'No.', details: [info('RATE_LIMIT_EXCEEDED', { quota_limit_value: '300' })] } },
      'rate_limited',
    ],
    [400, { error: { message: 'No.', details: [field(1_010, 'Multiframe images not supported')] } }, 'media_rejected'],
    [400, { error: { message: 'No.', details: [field(1_000, 'Could not be fetched')] } }, 'media_fetch_failed'],
    [400, { error: { message: 'No.', details: [field(1_302, 'Disabled for the Local Post API')] } }, 'permission'],
    [400, { error: { message: 'No.', details: [field(1_100, 'The address has no such format')] } }, 'validation'],
    [400, { error: { message: 'No.', details: [field(2, 'Topic type is required')] } }, 'validation'],
    [404, { error: { message: 'No.', status: 'NOT_FOUND' } }, 'not_found'],
    [500, { error: { message: 'No.', status: 'INTERNAL' } }, 'transient'],
    [503, { error: { message: 'No.', status: 'UNAVAILABLE' } }, 'transient'],
  ];
  const rowOf = (refusal: Refusal) => failures.rows.find(({ when }) => when(refusal));

  test.for(answers)('%i %j is %s', ([status, body, kind]) => {
    expect(rowOf({ status, headers: new Headers(), body })?.kind).toBe(kind);
  });

  test('every row of the table is met by one of these answers', () => {
    const met = new Set(answers.map(([status, body]) => rowOf({ status, headers: new Headers(), body })));
    expect(failures.rows.filter((row) => !met.has(row))).toEqual([]);
  });

  test('Google’s words are those about the fields, where there are any', () => {
    expect(failures.messageIn(answers[9]?.[1])).toBe('Multiframe images not supported');
    expect(failures.messageIn({ error: { message: 'No.' } })).toBe('No.');
    expect(failures.messageIn({ error: 'invalid_grant', error_description: 'Gone.' })).toBe('Gone.');
    expect(failures.messageIn('<html>')).toBeNull();
  });
});
