import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Opened, openBluesky, openMastodon, openSandbox } from './clients.ts';

let sandbox: Opened;
beforeEach(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox[Symbol.asyncDispose]());

const texts = async () => (await sandbox.published()).map(({ text }) => text);

describe('arming', () => {
  test('answers what was armed and lists it with what exists', async () => {
    const armed = await sandbox.fault({
      channel: 'mastodon',
      fault: 'slow',
      account: 'wren',
      operation: 'POST /api/v1/statuses',
    });
    expect([armed.status, armed.body.times]).toEqual([201, 1]);
    const { body } = await sandbox.call('GET /_faults');
    expect(body.armed).toEqual([armed.body]);
    const bluesky = body.channels.find(({ channel }) => channel === 'bluesky');
    expect(bluesky?.operations).toContainEqual({ name: 'com.atproto.repo.putRecord', publishes: true });
    expect(bluesky?.operations).toContainEqual({ name: 'com.atproto.server.createSession', publishes: false });
    expect(bluesky?.faults).not.toContain('duplicate');
  });

  test.for([
    ['an unknown channel', { channel: 'myspace', fault: 'slow' }, /^channel: myspace is not one of .*bluesky/],
    [
      'a fault the network does not have',
      { channel: 'mastodon', fault: 'duplicate' },
      'fault duplicate does not exist on mastodon',
    ],
    [
      'an unknown operation',
      { channel: 'bluesky', fault: 'slow', operation: 'post' },
      /^operation: post is not one of com\.atproto/,
    ],
    ['an unknown fault', { channel: 'bluesky', fault: 'earthquake' }, /^fault: /],
    ['zero times', { channel: 'bluesky', fault: 'slow', times: 0 }, /^times: /],
    ['an unknown field', { channel: 'bluesky', fault: 'slow', acount: 'x' }, /acount/],
    ['no JSON', null, /./],
  ] as const)('refuses %s and says why', async ([, fault, problem]) => {
    const answer = await sandbox.call('POST /_faults', { json: fault });
    expect(answer.status).toBe(400);
    expect(answer.body.problems).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)]);
  });

  test('lists everything that is wrong at once', async () => {
    const { body } = await sandbox.fault({ channel: 'mastodon', fault: 'duplicate', operation: 'post' });
    expect(body.problems).toHaveLength(2);
  });

  test('is undone by deleting the faults', async () => {
    await sandbox.fault({ channel: 'mastodon', fault: 'server_error', times: 5 });
    expect((await sandbox.call('DELETE /_faults')).status).toBe(204);
    expect((await openMastodon(sandbox, 'calm').post({ status: 'x' })).status).toBe(200);
  });
});

describe('a fault hits', () => {
  test('as often as it says', async () => {
    await sandbox.fault({ channel: 'mastodon', fault: 'server_error', times: 2 });
    const me = openMastodon(sandbox, 'thrice');
    const statuses: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) statuses.push((await me.post({ status: 'x' })).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  test('only what publishes, where it names no operation', async () => {
    await sandbox.fault({ channel: 'mastodon', fault: 'server_error' });
    const me = openMastodon(sandbox, 'reader');
    expect((await me.api('GET /api/v1/accounts/verify_credentials')).status).toBe(200);
    expect((await me.post({ status: 'x' })).status).toBe(503);
  });

  test('the operation that it names', async () => {
    await sandbox.fault({ channel: 'bluesky', fault: 'server_error', operation: 'com.atproto.server.getSession' });
    const me = await openBluesky(sandbox, 'asker');
    expect((await me.put({})).status).toBe(200);
    expect(await me.getSession()).toMatchObject({ status: 502, body: { error: 'UpstreamFailure' } });
  });

  test('the account that it names, by any of its names and in any case', async () => {
    await sandbox.fault({ channel: 'mastodon', fault: 'server_error', account: 'WREN' });
    await sandbox.fault({ channel: 'bluesky', fault: 'server_error', account: 'Wren.Sandbox.Test' });
    expect((await openMastodon(sandbox, 'marlow').post({ status: 'x' })).status).toBe(200);
    expect((await openMastodon(sandbox, 'wren').post({ status: 'x' })).status).toBe(503);
    expect((await (await openBluesky(sandbox, 'tidepool')).put({})).status).toBe(200);
    const wren = await openBluesky(sandbox, 'wren');
    expect((await wren.put({})).status).toBe(502);
    await sandbox.fault({ channel: 'bluesky', fault: 'server_error', account: wren.did });
    expect((await wren.put({})).status).toBe(502);
  });

  test('a login by the identifier that is sent', async () => {
    await sandbox.fault({
      channel: 'bluesky',
      fault: 'server_error',
      account: 'new.sandbox.test',
      operation: 'com.atproto.server.createSession',
    });
    const json = { identifier: 'new.sandbox.test', password: 'app-password-new' };
    expect((await sandbox.call('POST /bluesky/xrpc/com.atproto.server.createSession', { json })).status).toBe(502);
    expect((await sandbox.call('POST /bluesky/xrpc/com.atproto.server.createSession', { json })).status).toBe(200);
  });
});

describe('before anything is done', () => {
  test('server_error publishes nothing', async () => {
    await sandbox.fault({ channel: 'bluesky', fault: 'server_error' });
    await (await openBluesky(sandbox, 'wren')).put({ text: 'Never' });
    expect(await texts()).toEqual([]);
  });

  test('rate_limited tells a reset five seconds ahead, as each network writes it', async () => {
    await sandbox.fault({ channel: 'bluesky', fault: 'rate_limited' });
    await sandbox.fault({ channel: 'mastodon', fault: 'rate_limited' });
    const bluesky = await (await openBluesky(sandbox, 'wren')).put({});
    expect(bluesky).toMatchObject({ status: 429, body: { error: 'RateLimitExceeded' } });
    expect(Number(bluesky.headers.get('ratelimit-reset')) * 1000).toBe(sandbox.now().getTime() + 5000);
    expect([bluesky.headers.get('ratelimit-remaining'), bluesky.headers.get('retry-after')]).toEqual(['0', '5']);
    const mastodon = await openMastodon(sandbox, 'wren').post({ status: 'x' });
    expect(mastodon).toMatchObject({ status: 429, body: { error: 'Too many requests' } });
    expect(mastodon.headers.get('x-ratelimit-reset')).toBe('2026-05-04T10:00:05.000000Z');
    expect(await texts()).toEqual([]);
  });

  test('media_rejected is a refusal of each network', async () => {
    await sandbox.fault({ channel: 'bluesky', fault: 'media_rejected' });
    await sandbox.fault({ channel: 'mastodon', fault: 'media_rejected' });
    expect(await (await openBluesky(sandbox, 'wren')).put({})).toMatchObject({
      status: 400,
      body: { error: 'InvalidMimeType' },
    });
    expect((await openMastodon(sandbox, 'wren').post({ status: 'x' })).status).toBe(422);
  });
});

describe('after the post is made', () => {
  test('server_error_after_accept keeps the post, and a repeat finds it', async () => {
    await sandbox.fault({ channel: 'bluesky', fault: 'server_error_after_accept' });
    await sandbox.fault({ channel: 'mastodon', fault: 'server_error_after_accept' });
    const wren = await openBluesky(sandbox, 'wren');
    const json = wren.body({ text: 'Kept' });
    const put = () => wren.xrpc('POST', 'com.atproto.repo.putRecord', { json, headers: wren.headers });
    expect((await put()).status).toBe(502);
    expect((await put()).body.commit).toBeUndefined();
    const marlow = openMastodon(sandbox, 'marlow');
    expect((await marlow.post({ status: 'Kept too' }, 'key')).status).toBe(503);
    expect((await marlow.post({ status: 'Kept too' }, 'key')).status).toBe(200);
    expect(await texts()).toEqual(['Kept', 'Kept too']);
  });

  test('drop_after_accept ends the connection without an answer', async () => {
    await sandbox.fault({ channel: 'mastodon', fault: 'drop_after_accept' });
    const marlow = openMastodon(sandbox, 'marlow');
    await expect(marlow.post({ status: 'Dropped' }, 'key')).rejects.toThrow('fetch failed');
    expect(await texts()).toEqual(['Dropped']);
    expect((await marlow.post({ status: 'Dropped' }, 'key')).status).toBe(200);
    expect(await texts()).toEqual(['Dropped']);
  });

  test('a request that is refused anyway does not use the fault up', async () => {
    await sandbox.fault({ channel: 'mastodon', fault: 'drop_after_accept' });
    const marlow = openMastodon(sandbox, 'marlow');
    expect((await marlow.post({ status: '' })).status).toBe(422);
    await expect(marlow.post({ status: 'Dropped' })).rejects.toThrow('fetch failed');
  });

  test('slow has done its work long before it answers, and closing does not wait for it', async () => {
    await using slow = await openSandbox({ slowMs: 60_000 });
    await slow.fault({ channel: 'mastodon', fault: 'slow' });
    const waiting = openMastodon(slow, 'marlow')
      .post({ status: 'Slowly' })
      .catch((error: Error) => error.message);
    await expect.poll(async () => (await slow.published()).length).toBe(1);
    await slow[Symbol.asyncDispose]();
    expect(await waiting).toBe('fetch failed');
  });
});

describe('tokens', () => {
  test('a bluesky token that expired stays so until it is refreshed', async () => {
    await sandbox.fault({ channel: 'bluesky', fault: 'token_expired' });
    const wren = await openBluesky(sandbox, 'wren');
    for (const tries of [1, 2])
      expect(await wren.put({ text: `${tries}` })).toMatchObject({ status: 400, body: { error: 'ExpiredToken' } });
    const renewed = await wren.refresh(wren.session.refreshJwt);
    expect((await wren.getSession(renewed.body.accessJwt)).status).toBe(200);
    expect(await texts()).toEqual([]);
  });

  test('a bluesky account whose sessions were revoked has to log in again', async () => {
    await sandbox.fault({ channel: 'bluesky', fault: 'token_revoked' });
    const wren = await openBluesky(sandbox, 'wren');
    expect(await wren.put({})).toMatchObject({
      status: 400,
      body: { error: 'ExpiredToken', message: 'Token has been revoked' },
    });
    expect((await wren.getSession()).body.error).toBe('ExpiredToken');
    expect((await wren.refresh(wren.session.refreshJwt)).body).toEqual({
      error: 'ExpiredToken',
      message: 'Token has been revoked',
    });
    const again = (await wren.login()).body;
    expect((await wren.getSession(again.accessJwt)).status).toBe(200);
  });

  test('on a bluesky login the app password is refused', async () => {
    await sandbox.fault({
      channel: 'bluesky',
      fault: 'token_revoked',
      operation: 'com.atproto.server.createSession',
      times: 1,
    });
    const json = { identifier: 'wren.sandbox.test', password: 'app-password-wren' };
    const answer = await sandbox.call('POST /bluesky/xrpc/com.atproto.server.createSession', { json });
    expect(answer).toMatchObject({ status: 401, body: { error: 'AuthenticationRequired' } });
  });

  test('a mastodon token that was revoked stays so until the faults are deleted', async () => {
    await sandbox.fault({ channel: 'mastodon', fault: 'token_revoked' });
    const marlow = openMastodon(sandbox, 'marlow');
    for (const route of ['POST /api/v1/statuses', 'GET /api/v1/accounts/verify_credentials']) {
      expect(await marlow.api(route)).toMatchObject({ status: 401, body: { error: 'The access token was revoked' } });
    }
    await sandbox.call('DELETE /_faults');
    expect((await marlow.post({ status: 'Back' })).status).toBe(200);
  });

  test('a mastodon token can be called expired', async () => {
    await sandbox.fault({ channel: 'mastodon', fault: 'token_expired' });
    expect(await openMastodon(sandbox, 'marlow').post({ status: 'x' })).toMatchObject({
      status: 401,
      body: { error: 'The access token expired' },
    });
  });
});
