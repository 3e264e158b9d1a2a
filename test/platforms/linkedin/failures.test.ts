import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureKinds } from '../../../src/domain/delivery-error.ts';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import { failures } from '../../../src/platforms/linkedin/failures.ts';
import { redeem, refresh } from '../../../src/platforms/linkedin/tokens.ts';
import type { PublishingRoom, Session } from '../../../src/platforms/platform.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { connectSomeone } from './accounts.ts';

let rooms: RoomsAtSandbox;
const met = new Set<string>();
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

/** The room as it is, and beside that it is noted which row decided. */
function watched(platform: PublishingRoom): PublishingRoom {
  const rows = failures.rows.map((row) => ({
    ...row,
    when: (refusal: Parameters<typeof row.when>[0]) => row.when(refusal) && met.add(row.answer) !== undefined,
  }));
  return { ...platform, failures: { ...failures, rows } };
}

async function connect(channel: 'linkedin' | 'linkedin_page' = 'linkedin'): Promise<Connected> {
  const connected = await connectSomeone(rooms, channel);
  return { ...connected, platform: watched(connected.platform) };
}

async function failed(doing: Promise<unknown>): Promise<PlatformFailure> {
  const failure = await doing.catch((error: unknown) => error);
  if (failure instanceof PlatformFailure) return failure;
  throw new Error(`it was to be refused, and gave ${JSON.stringify(failure)}`);
}

type Request = Parameters<Session<unknown>['send']>[0];
const anything = { parse: (value: unknown) => value, safeParse: (data: unknown) => ({ success: true, data }) } as never;

const headers = (connected: Connected) => ({
  authorization: `Bearer ${(connected.credentials as { accessToken: string }).accessToken}`,
  'linkedin-version': '202609',
  'x-restli-protocol-version': '2.0.0',
});

function send(connected: Connected, request: Partial<Request> & Pick<Request, 'path'>): Promise<unknown> {
  return sessionOf(connected).send({ method: 'GET', headers: headers(connected), ...request }, anything);
}

async function publish(connected: Connected, facts: Parameters<typeof segmentOf>[1] = {}): Promise<unknown> {
  return walkRoom(connected, segmentOf(connected, facts));
}

async function withFault(fault: string): Promise<unknown> {
  const connected = await connect();
  await rooms.sandbox.fault({ channel: 'linkedin', fault, account: connected.account.remoteId });
  return publish(connected).finally(() => fetch(`${rooms.sandbox.url}/_faults`, { method: 'DELETE' }));
}

const post = (connected: Connected, more: object) => ({
  author: connected.account.remoteId,
  commentary: 'Hello',
  visibility: 'PUBLIC',
  distribution: { feedDistribution: 'MAIN_FEED' },
  lifecycleState: 'PUBLISHED',
  ...more,
});

async function sendPost(more: (connected: Connected) => Promise<object> | object): Promise<unknown> {
  const connected = await connect();
  return send(connected, {
    method: 'POST',
    path: '/rest/posts',
    json: post(connected, await more(connected)) as never,
  });
}

async function begunImage(connected: Connected): Promise<object> {
  const json = { initializeUploadRequest: { owner: connected.account.remoteId } };
  const path = '/rest/images?action=initializeUpload';
  const { value } = (await send(connected, { method: 'POST', path, json })) as { value: { image: string } };
  return { content: { media: { id: value.image } } };
}

const provoked: [what: string, provoke: () => Promise<unknown>, kind: PlatformFailure['kind']][] = [
  [
    'the same post twice',
    async () => {
      const connected = await connect();
      await publish(connected);
      await publish(connected);
    },
    'duplicate',
  ],
  ['a token that is over', () => withFault('token_expired'), 'auth_expired'],
  ['a token that was revoked', () => withFault('token_revoked'), 'auth_revoked'],
  [
    'a token that is none',
    async () => send(await connect(), { path: '/v2/userinfo', headers: { authorization: 'Bearer x' } }),
    'auth_revoked',
  ],
  ['no token', async () => send(await connect(), { path: '/v2/userinfo', headers: {} }), 'auth_expired'],
  ['a refresh token that is none', async () => refresh('x', sessionOf(await connect())), 'auth_revoked'],
  [
    'a client that is none',
    async () => refresh('x', { ...sessionOf(await connect()), client: { id: 'x', secret: 'y' } }),
    'permission',
  ],
  [
    'a code that is none',
    async () => redeem({ code: 'x', redirectUri: 'https://a.example' }, sessionOf(await connect())),
    'auth_revoked',
  ],
  [
    'a scope that a login lacks',
    async () => send(await connect(), { path: '/rest/posts/urn%3Ali%3Ashare%3A1' }),
    'permission',
  ],
  [
    'a post that is gone',
    async () => send(await connect('linkedin_page'), { path: '/rest/posts/urn%3Ali%3Ashare%3A1' }),
    'not_found',
  ],
  [
    'a version that is retired',
    async () => {
      const connected = await connect('linkedin_page');
      const old = { ...headers(connected), 'linkedin-version': '202401' };
      await send(connected, { path: '/rest/posts/urn%3Ali%3Ashare%3A1', headers: old });
    },
    'unsupported',
  ],
  ['too many calls', () => withFault('rate_limited'), 'rate_limited'],
  ['an image that is not up', () => sendPost(begunImage), 'transient'],
  ['an image that is broken', () => withFault('media_rejected'), 'media_rejected'],
  ['a text that is too long', async () => publish(await connect(), { text: 'a'.repeat(3_001) }), 'validation'],
  ['a field that is unknown', () => sendPost(() => ({ mood: 'good' })), 'validation'],
  ['a fault of the network', () => withFault('server_error'), 'transient'],
];

test.for(provoked)('%s is %s', async ([, provoke, kind]) => {
  const failure = await failed(provoke());
  expect(failure.kind).toBe(kind);
  expect(failure.hint ?? failureKinds[kind].hint).toMatch(/\w{3}.*\.$/);
  expect(failure.message).toMatch(/answered \d{3}: .+/);
});

test('the requests of a day are used up until midnight UTC', async () => {
  const connected = await connect();
  for (let count = 1; count < 150; count += 1) await send(connected, { path: '/v2/userinfo' });
  const failure = await failed(publish(connected));
  expect(failure.kind).toBe('quota_exhausted');
  const midnight = new Date(`${rooms.clock.now().toISOString().slice(0, 10)}T00:00:00Z`);
  expect(failure.retryAt).toEqual(new Date(midnight.getTime() + 24 * 60 * 60_000));
});

const documented = [
  [
    {
      status: 422,
      code: 'UNPROCESSABLE_ENTITY',
      message: 'No',
      errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST' }] },
    },
    'duplicate',
  ],
  [{ status: 404, message: 'Unable to obtain activity for urn:li:share:1' }, 'transient'],
  [{ status: 409, code: 'CONFLICT', message: 'Conflict' }, 'transient'],
] as const;

test.for(documented)('%o is %s', ([body, kind]) => {
  const row = failures.rows.find(({ when }) => when({ status: body.status, headers: new Headers(), body }));
  expect(row?.kind).toBe(kind);
  met.add(row?.answer ?? '');
});

test('every row of the table was met', () => {
  expect(failures.rows.map(({ answer }) => answer).filter((answer) => !met.has(answer))).toEqual([]);
});

test('the network’s words are those of its message, or of the token endpoint’s description', () => {
  expect(failures.messageIn({ message: 'No.', error: 'x' })).toBe('No.');
  expect(failures.messageIn({ error: 'invalid_grant', error_description: 'Over.' })).toBe('Over.');
  expect(failures.messageIn('<html>')).toBeNull();
});
