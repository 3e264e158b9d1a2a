import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { failureKinds } from '../../../src/domain/delivery-error.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import { publishingRooms } from '../../../src/platforms/index.ts';
import type { ConnectedProfile, PublishingRoom } from '../../../src/platforms/platform.ts';
import { connecting } from '../../../src/platforms/x/connecting.ts';
import type { Credentials } from '../../../src/platforms/x/credentials.ts';
import { openRoomsAtSandbox, type RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, connectRoom, segmentOf, sessionOf, walkRoom } from '../../support/walk-room.ts';
import { xCase } from './case.ts';

const room = publishingRooms.get('x') as PublishingRoom;
let rooms: RoomsAtSandbox;
let people = 0;
beforeAll(async () => {
  rooms = await openRoomsAtSandbox();
});
afterAll(() => rooms[Symbol.asyncDispose]());

const connect = (name = `failing${people++}`): Promise<Connected> =>
  connectRoom({ platform: room, rooms, input: xCase.login('', name).input });
const lineTo = (client = { id: 'sandbox-client', secret: 'sandbox-client-secret' }) => ({
  ...rooms.lines.openLine(room, { server: null, signal: AbortSignal.timeout(2_000) }),
  client,
});

async function failureOf(calling: () => Promise<unknown>): Promise<PlatformFailure> {
  const failure = await calling().catch((error: unknown) => error);
  if (!(failure instanceof PlatformFailure)) throw new Error(`no failure, but ${JSON.stringify(failure)}`);
  return failure;
}

function make(connected: Connected, name: string, request: JsonObject): Promise<unknown> {
  const call = room.calls[name];
  if (call === undefined) throw new Error(`no call ${name}`);
  return call.make(request, sessionOf(connected));
}

const create = (connected: Connected, post: JsonObject): Promise<unknown> =>
  make(connected, 'create_post', { plannedAt: new Date().toISOString(), post });

/** Connects through the login page, as a browser would be led, with these scopes. */
async function authorised(name: string, scopes: string): Promise<ConnectedProfile<Credentials> | undefined> {
  const codeVerifier = 'v'.repeat(43);
  const redirectUri = 'http://127.0.0.1:4000/callback';
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'sandbox-client',
    redirect_uri: redirectUri,
    state: 's',
    scope: scopes,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const answer = await fetch(`${rooms.sandbox.url}/x/i/oauth2/authorize?${query}`, {
    method: 'POST',
    body: new URLSearchParams({ account: name, decision: 'authorise' }),
    redirect: 'manual',
  });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const finish = connecting.authorization?.finish({ code, redirectUri, codeVerifier }, lineTo());
  return (await finish)?.[0];
}

const scopes = connecting.authorization?.scopes ?? [];

/** What is provoked fails as this kind, in these words, with something to do. */
function meets(what: string, [kind, words]: [string, RegExp], provoke: (connected: Connected) => unknown): void {
  test(`${what} is ${kind}`, async () => {
    const connected = await connect();
    const failure = await failureOf(async () => provoke(connected));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toMatch(words);
    expect(failure.hint ?? failureKinds[failure.kind].hint).toMatch(/\.$/);
  });
}

const unknown = { remoteId: '1346889436626259968', url: null, ref: null };
const answer = { code: 'not-a-code', redirectUri: 'https://a.test/', codeVerifier: 'not-a-verifier' };

meets('a token that is over', ['auth_expired', /Unauthorized/], async (connected) => {
  await rooms.sandbox.fault({ channel: 'x', account: connected.account.username, fault: 'token_expired' });
  return create(connected, { text: 'Hello' });
});

meets('a refresh token that was used', ['auth_revoked', /for the token was invalid/], async (connected) => {
  await room.connecting.renew(sessionOf(connected));
  return room.connecting.renew(sessionOf(connected));
});

meets('a code that is none', ['auth_revoked', /for the authorization code was invalid/], () =>
  connecting.authorization?.finish(answer, lineTo()),
);

meets('the keys of another app', ['permission', /Missing valid authorization header/], () =>
  connecting.authorization?.finish(answer, lineTo({ id: 'other', secret: 'not-the-secret' })),
);

meets('the same text twice', ['duplicate', /duplicate content/], async (connected) => {
  await create(connected, { text: 'Hello' });
  return create(connected, { text: ' Hello ' });
});

meets('a reply to a stranger', ['policy_blocked', /you have not been mentioned/], async (connected) => {
  const stranger = await connect();
  const { remoteId } = await walkRoom(stranger, segmentOf(stranger));
  return create(connected, { text: 'Hi', reply: { in_reply_to_tweet_id: remoteId ?? '' } });
});

meets('a reply to what is gone', ['not_found', /deleted or not visible/], (connected) =>
  create(connected, { text: 'Hi', reply: { in_reply_to_tweet_id: unknown.remoteId } }),
);

meets('a login without media.write', ['permission', /Forbidden/], async (connected) => {
  const granted = scopes.filter((scope) => scope !== 'media.write');
  const profile = await authorised(connected.account.username, granted.join(' '));
  const body = { media_type: 'image/png', total_bytes: 1, media_category: 'tweet_image' };
  const narrow = { ...connected, credentials: profile?.credentials };
  return make(narrow, 'initialize_upload', { medium: 0, key: 'k', body });
});

meets('removing another’s post', ['permission', /not authorized to delete/], async (connected) => {
  const stranger = await connect();
  return room.remove(await walkRoom(stranger, segmentOf(stranger)), sessionOf(connected));
});

meets('an upload that is none', ['not_found', /Could not find media/], (connected) =>
  make(connected, 'check_upload', { upload: unknown.remoteId }),
);

meets('a chunk that is too large', ['media_rejected', /Request Entity Too Large/], async (connected) => {
  const { key } = await rooms.keep(new Uint8Array(6_000_000), {});
  const range = { first: 0, last: 5_999_999 };
  return make(connected, 'append_upload', { upload: '1', segmentIndex: 0, key, mimeType: 'image/png', ...range });
});

meets('media that were never uploaded', ['media_rejected', /Your media IDs are invalid/], (connected) =>
  create(connected, { text: 'Hi', media: { media_ids: [unknown.remoteId] } }),
);

meets('a text that is too long', ['validation', /too long/], (connected) =>
  create(connected, { text: '日'.repeat(141) }),
);

meets('a field that X does not know', ['validation', /is not defined in the schema/], (connected) => {
  const headers = { authorization: `Bearer sandbox-token-${connected.account.username}` };
  const json = { text: 'Hi', visibility: 'public' };
  return sessionOf(connected).send({ method: 'POST', path: '/2/tweets', headers, json }, z.unknown());
});

meets('one removal too many', ['rate_limited', /Too Many Requests/], async (connected) => {
  for (let index = 0; index < 50; index += 1) await room.remove(unknown, sessionOf(connected));
  return room.remove(unknown, sessionOf(connected));
});

meets('a server that is away', ['transient', /Service Unavailable/], async (connected) => {
  await rooms.sandbox.fault({ channel: 'x', account: connected.account.username, fault: 'server_error' });
  return create(connected, { text: 'Hello' });
});

test('what is limited waits for the time that the header names', async () => {
  const connected = await connect();
  await rooms.sandbox.fault({ channel: 'x', account: connected.account.username, fault: 'rate_limited' });
  const { retryAt } = await failureOf(async () => create(connected, { text: 'Hello' }));
  expect((retryAt?.getTime() ?? 0) - rooms.clock.now().getTime()).toBeGreaterThan(2_000);
});
