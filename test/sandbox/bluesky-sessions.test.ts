import { afterAll, beforeAll, expect, test } from 'vitest';
import { blueskyAccounts } from '../../src/sandbox/bluesky/accounts.ts';
import { type Opened, openBluesky, openSandbox } from './clients.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let sandbox: Opened;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const login = (identifier: string, password: string) =>
  sandbox.call('POST /bluesky/xrpc/com.atproto.server.createSession', { json: { identifier, password } });

test('a seeded account logs in with its handle and with its did, in any case', async () => {
  for (const { identifier, did, handle, password } of blueskyAccounts) {
    expect((await login(identifier.toUpperCase(), password)).body).toMatchObject({ did, handle, active: true });
    expect((await login(did, password)).body).toMatchObject({ did, handle });
  }
});

test('any name of the sandbox is an account with the same did for ever', async () => {
  const first = await openBluesky(sandbox, 'nimbus');
  const second = await (await openSandbox())[Symbol.asyncDispose]().then(() => openBluesky(sandbox, 'nimbus'));
  expect(first.did).toMatch(/^did:plc:[a-z2-7]{24}$/);
  expect(second.did).toBe(first.did);
});

test('a wrong password and an unknown identifier get the same refusal', async () => {
  for (const [identifier, password] of [
    ['wren.sandbox.test', 'wrong'],
    ['nobody.example', 'x'],
    ['wren@mail.test', 'app-password-wren'],
  ] as const) {
    const answer = await login(identifier, password);
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ error: 'AuthenticationRequired', message: 'Invalid identifier or password' });
  }
});

test('a login needs JSON with both fields', async () => {
  const path = 'POST /bluesky/xrpc/com.atproto.server.createSession';
  for (const sent of [
    { json: { identifier: 'x' } },
    { text: '{"identifier"', headers: { 'content-type': 'application/json' } },
    { text: 'a=b', headers: { 'content-type': 'text/plain' } },
    {},
  ]) {
    expect((await sandbox.call(path, sent)).body).toMatchObject({ error: 'InvalidRequest' });
  }
});

test('a session names its did document with this server as its PDS', async () => {
  const { session } = await openBluesky(sandbox, 'atlas');
  expect(session.didDoc.service).toEqual([
    { id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: `${sandbox.url}/bluesky` },
  ]);
});

test('an access token expires after 120 minutes, and a refresh token gives new ones', async () => {
  const client = await openBluesky(sandbox, 'expiring');
  expect((await client.getSession()).status).toBe(200);
  sandbox.pass(120 * MINUTE);
  const late = await client.getSession();
  expect([late.status, late.body]).toEqual([400, { error: 'ExpiredToken', message: 'Token has expired' }]);
  const renewed = await client.refresh(client.session.refreshJwt);
  expect((await client.getSession(renewed.body.accessJwt)).body).toMatchObject({ did: client.did });
});

test('a used refresh token works for two more hours, and not after that', async () => {
  const client = await openBluesky(sandbox, 'rotating');
  const first = await client.refresh(client.session.refreshJwt);
  expect(first.body.refreshJwt).not.toBe(client.session.refreshJwt);
  expect((await client.refresh(client.session.refreshJwt)).status).toBe(200);
  sandbox.pass(2 * HOUR);
  expect((await client.refresh(client.session.refreshJwt)).body).toMatchObject({ error: 'ExpiredToken' });
  expect((await client.refresh(first.body.refreshJwt)).status).toBe(200);
});

test('a refresh token expires after 90 days', async () => {
  const client = await openBluesky(sandbox, 'ninety');
  sandbox.pass(90 * 24 * HOUR);
  expect((await client.refresh(client.session.refreshJwt)).body).toMatchObject({ error: 'ExpiredToken' });
});

test('a token that is missing, mangled or of the other kind is refused', async () => {
  const client = await openBluesky(sandbox, 'mangler');
  const ask = (headers: Record<string, string>) => client.xrpc('GET', 'com.atproto.server.getSession', { headers });
  expect(await ask({})).toMatchObject({ status: 401, body: { error: 'AuthMissing' } });
  for (const value of [
    `Bearer ${client.session.accessJwt}x`,
    `Bearer ${client.session.refreshJwt}`,
    'Bearer',
    'Basic abc',
    'Bearer a.b.c',
  ]) {
    expect(await ask({ authorization: value })).toMatchObject({ status: 400, body: { error: 'InvalidToken' } });
  }
  expect(await client.refresh(client.session.accessJwt)).toMatchObject({
    status: 400,
    body: { error: 'InvalidToken' },
  });
});

test('a refresh takes no body', async () => {
  const client = await openBluesky(sandbox, 'bodiless');
  const answer = await client.xrpc('POST', 'com.atproto.server.refreshSession', {
    json: {},
    headers: { authorization: `Bearer ${client.session.refreshJwt}` },
  });
  expect(answer.body).toMatchObject({
    error: 'InvalidRequest',
    message: 'A request body was provided when none was expected',
  });
});

test('handles resolve to dids, and unknown ones do not', async () => {
  const path = 'GET /bluesky/xrpc/com.atproto.identity.resolveHandle?handle=';
  const [first] = blueskyAccounts;
  expect((await sandbox.call(path + first?.handle)).body).toEqual({ did: first?.did });
  expect((await sandbox.call(`${path}never-met.sandbox.test`)).body).toMatchObject({ error: 'HandleNotFound' });
  expect((await sandbox.call(`${path}not%20a%20handle`)).body).toMatchObject({ error: 'InvalidRequest' });
});

test('a profile tells the name of an account', async () => {
  const client = await openBluesky(sandbox, 'curious');
  const [first] = blueskyAccounts;
  const answer = await client.xrpc('GET', `app.bsky.actor.getProfile?actor=${first?.handle}`, {
    headers: client.headers,
  });
  expect(answer.body).toMatchObject({
    did: first?.did,
    handle: first?.handle,
    displayName: first?.displayName,
    postsCount: 0,
  });
  expect((await client.xrpc('GET', `app.bsky.actor.getProfile?actor=${first?.handle}`)).status).toBe(401);
});

test('the server describes itself and its health', async () => {
  expect((await sandbox.call('GET /bluesky/xrpc/com.atproto.server.describeServer')).body).toMatchObject({
    availableUserDomains: ['.sandbox.test'],
    inviteCodeRequired: false,
  });
  expect((await sandbox.call('GET /bluesky/xrpc/_health')).body).toEqual({ version: 'sandbox' });
});

test('an unknown method is not implemented, and a known one answers only to its verb', async () => {
  expect(await sandbox.call('GET /bluesky/xrpc/com.example.nothing')).toMatchObject({
    status: 501,
    body: { error: 'MethodNotImplemented' },
  });
  expect(await sandbox.call('GET /bluesky/xrpc/com.atproto.repo.putRecord')).toMatchObject({
    status: 400,
    body: { message: 'Incorrect HTTP method (GET) expected POST' },
  });
});

test('the thirty-first login within five minutes is refused until the window ends', async () => {
  for (let tries = 0; tries < 30; tries += 1) await login('eager.sandbox.test', 'app-password-eager');
  const refused = await login('eager.sandbox.test', 'app-password-eager');
  expect([refused.status, refused.body.error]).toEqual([429, 'RateLimitExceeded']);
  expect(refused.headers.get('ratelimit-remaining')).toBe('0');
  const resetAt = Number(refused.headers.get('ratelimit-reset')) * 1000;
  sandbox.pass(resetAt - sandbox.now().getTime());
  expect((await login('eager.sandbox.test', 'app-password-eager')).status).toBe(200);
});
