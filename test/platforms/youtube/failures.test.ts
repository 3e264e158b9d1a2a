import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureKinds } from '../../../src/domain/delivery-error.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { Refusal } from '../../../src/platforms/failure.ts';
import { connecting } from '../../../src/platforms/youtube/connecting.ts';
import { failures } from '../../../src/platforms/youtube/failures.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { connect, failureOf, keepFilm, make, room } from './at-sandbox.ts';

let rooms: RoomsAtSandbox;
let people = 0;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

const met = new Set<unknown>();
const rowOf = (refusal: Refusal) => failures.rows.find(({ when }) => when(refusal));
const someone = (name = 'failing') => connect(rooms, `${name}${people++}`);
const snippet = { title: 'Gulls', description: '', categoryId: '22' };
const status = { privacyStatus: 'public', selfDeclaredMadeForKids: false };

const begin = (connected: Connected, facts: JsonObject = {}) =>
  make(connected, 'begin_upload', {
    mimeType: 'video/mp4',
    bytes: 9,
    video: { snippet: { ...snippet, ...facts }, status },
  });

async function videoOf(connected: Connected, options: JsonObject = {}): Promise<string> {
  const media = [await keepFilm(rooms, Buffer.from(`ftyp${people}`))];
  const journal: Parameters<typeof walkRoom>[2] = [];
  await walkRoom(connected, segmentOf(connected, { media, options: { title: 'Gulls', ...options } }), journal).catch(
    () => null,
  );
  const made = journal.find(({ name }) => name === 'send_last_chunk')?.result as { id: string };
  return made.id;
}

const comment = (connected: Connected, facts: JsonObject) =>
  make(connected, 'create_comment', {
    plannedAt: new Date().toISOString(),
    channelId: connected.account.remoteId,
    videoId: 'aaaaaaaaaaa',
    text: 'First',
    ...facts,
  });

async function faulty(fault: string): Promise<Connected> {
  const connected = await someone();
  const { username: account } = connected.account;
  await rooms.sandbox.fault({ channel: 'youtube', account, operation: 'POST /upload/youtube/v3/videos', fault });
  return connected;
}

/** Connects through the login page, as a browser would be led, with this scope alone. */
async function authorised(scope: string): Promise<Connected> {
  const redirectUri = 'http://127.0.0.1:4000/callback';
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'sandbox-client',
    redirect_uri: redirectUri,
    state: 's',
    scope,
    ...connecting.authorization?.parameters,
  });
  const body = new URLSearchParams({ account: 'reader', decision: 'authorise' });
  const address = `${rooms.sandbox.url}/youtube/o/oauth2/v2/auth?${query}`;
  const answer = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const line = rooms.lines.openLine(room, { server: null, signal: AbortSignal.timeout(2_000) });
  const [profile] = (await connecting.authorization?.finish({ code, redirectUri, codeVerifier: '' }, line)) ?? [];
  return { ...(await connect(rooms, 'reader')), credentials: profile?.credentials };
}

const renew = (connected: Connected, facts: object = {}, more: object = {}) =>
  room.connecting.renew({
    ...sessionOf(connected),
    ...more,
    credentials: { ...(connected.credentials as object), ...facts },
  });

describe('at the sandbox', () => {
  const cases: readonly [string, string, RegExp, () => Promise<unknown>][] = [
    [
      'a refresh token that is none',
      'auth_revoked',
      /expired or revoked/,
      async () => renew(await someone(), { refreshToken: 'not-this-one' }),
    ],
    [
      'the keys of another app',
      'permission',
      /OAuth client was not found/,
      async () => renew(await someone(), {}, { client: { id: 'x', secret: 'y' } }),
    ],
    [
      'a token that is over',
      'auth_expired',
      /invalid authentication credentials/,
      async () => begin(await faulty('token_expired')),
    ],
    ['too many requests', 'rate_limited', /Rate Limit Exceeded/, async () => begin(await faulty('rate_limited'))],
    ['a server that is down', 'transient', /Backend Error/, async () => begin(await faulty('server_error'))],
    [
      'a hundred and one uploads in a day',
      'quota_exhausted',
      /exceeded your quota/,
      async () => {
        const connected = await someone();
        for (let count = 0; count < 100; count += 1) await begin(connected);
        return begin(connected);
      },
    ],
    [
      'an eleventh video of a channel that is not verified',
      'quota_exhausted',
      /number of videos/,
      async () => {
        const connected = await someone('unverified');
        for (let count = 0; count < 10; count += 1) await videoOf(connected);
        return begin(connected);
      },
    ],
    ['an account without a channel', 'permission', /no channel/, () => someone('nochannel')],
    [
      'a login without a channel that uploads',
      'permission',
      /Unauthorized/,
      async () =>
        begin({
          ...(await someone()),
          credentials: { ...((await someone()).credentials as object), accessToken: 'sandbox-token-nochannel' },
        }),
    ],
    [
      'a login that may only read',
      'permission',
      /insufficient authentication scopes/,
      async () => begin(await authorised('https://www.googleapis.com/auth/youtube.readonly')),
    ],
    [
      'a comment on a private video',
      'unsupported',
      /disabled comments/,
      async () => {
        const connected = await someone();
        return comment(connected, { videoId: await videoOf(connected, { privacy: 'private' }) });
      },
    ],
    ['a comment on a video that is none', 'not_found', /cannot be found/, async () => comment(await someone(), {})],
    [
      'the thumbnail of a channel that is not verified',
      'permission',
      /not be properly authorized/,
      async () => {
        const connected = await someone('unverified');
        const { key } = await keepFilm(rooms, Buffer.from('x'));
        return make(connected, 'set_thumbnail', { videoId: await videoOf(connected), key, mimeType: 'image/jpeg' });
      },
    ],
    [
      'a thumbnail that is no picture',
      'media_rejected',
      /image content is invalid/,
      async () => {
        const connected = await someone();
        const { key } = await keepFilm(rooms, Buffer.from('x'));
        return make(connected, 'set_thumbnail', { videoId: await videoOf(connected), key, mimeType: 'image/jpeg' });
      },
    ],
    [
      'a category that is none',
      'validation',
      /invalid category ID/,
      async () => begin(await someone(), { categoryId: '999' }),
    ],
    [
      'a title that is empty',
      'validation',
      /invalid or empty video title/,
      async () => begin(await someone(), { title: '' }),
    ],
    [
      'a thumbnail that cannot be fetched',
      'media_fetch_failed',
      /No picture/,
      async () => make(await someone(), 'read_thumbnail', { url: 'https://example.com/a.jpg' }),
    ],
  ];

  test.for(cases)('%s is %s', async ([, kind, words, calling]) => {
    const failure = await failureOf(calling());
    expect(failure).toMatchObject({ kind, message: expect.stringMatching(words) });
    expect(failure.hint ?? failureKinds[failure.kind].hint).toMatch(/\.$/);
  });

  test('a quota is waited for until midnight in California, and a channel’s own limit for a day', async () => {
    const at = (reason: string, code: number) => {
      const body = { error: { code, message: '', errors: [{ reason }] } };
      const refusal = { status: code, headers: new Headers(), body };
      return rowOf(refusal)?.resetAt?.(refusal, new Date('2026-11-22T12:00:00Z'))?.toISOString();
    };
    expect(at('quotaExceeded', 403)).toBe('2026-11-23T08:00:00.000Z');
    expect(at('uploadLimitExceeded', 400)).toBe('2026-11-23T12:00:00.000Z');
  });
});

describe('as documented', () => {
  const answers: readonly [number, string | null, string][] = [
    [400, 'invalid_grant', 'auth_revoked'],
    [401, 'invalid_client', 'permission'],
    [401, 'unauthorized_client', 'permission'],
    [401, 'youtubeSignupRequired', 'permission'],
    [403, 'youtubeSignupRequired', 'permission'],
    [401, 'authError', 'auth_expired'],
    [403, 'quotaExceeded', 'quota_exhausted'],
    [403, 'dailyLimitExceeded', 'quota_exhausted'],
    [429, 'quotaExceeded', 'quota_exhausted'],
    [400, 'uploadLimitExceeded', 'quota_exhausted'],
    [403, 'rateLimitExceeded', 'rate_limited'],
    [403, 'userRateLimitExceeded', 'rate_limited'],
    [429, 'uploadRateLimitExceeded', 'rate_limited'],
    [403, 'insufficientPermissions', 'permission'],
    [403, 'accessNotConfigured', 'permission'],
    [403, 'commentsDisabled', 'unsupported'],
    [403, 'ineligibleAccount', 'permission'],
    [403, 'authenticatedUserAccountSuspended', 'policy_blocked'],
    [403, 'authenticatedUserAccountClosed', 'policy_blocked'],
    [403, 'forbiddenPrivacySetting', 'validation'],
    [403, 'forbiddenLicenseSetting', 'validation'],
    [403, 'forbidden', 'permission'],
    [400, 'invalidCategoryId', 'validation'],
    [400, 'invalidImage', 'media_rejected'],
    [400, 'invalidDescription', 'validation'],
    [404, 'videoNotFound', 'not_found'],
    [410, null, 'not_found'],
    [413, 'uploadTooLarge', 'media_rejected'],
    [500, 'backendError', 'transient'],
    [503, 'backendError', 'transient'],
  ];
  const bodyOf = (reason: string | null) => {
    if (reason === null) return null;
    if (/^(?:invalid|unauthorized)_/.test(reason)) return { error: reason, error_description: 'No.' };
    return { error: { code: 0, message: 'No.', errors: [{ domain: 'global', reason, message: 'No.' }] } };
  };

  test.for(answers)('%i %s is %s', ([code, reason, kind]) => {
    const row = rowOf({ status: code, headers: new Headers(), body: bodyOf(reason) });
    met.add(row);
    expect(row?.kind).toBe(kind);
    expect(failures.messageIn(bodyOf(reason))).toBe(reason === null ? null : 'No.');
  });

  test('every row of the table is met by one of these answers', () => {
    expect(failures.rows.filter((row) => !met.has(row))).toEqual([]);
  });
});
