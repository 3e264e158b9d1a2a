import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoClient } from '../../src/sandbox/demo-client.ts';
import { xAccounts } from '../../src/sandbox/x/accounts.ts';
import { type Opened, openSandbox } from './clients.ts';
import { type Answer, errorOf, openX } from './x-client.ts';

const HOUR = 60 * 60_000;
let sandbox: Opened;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const someone = (name?: string, token?: string) => openX(sandbox, name, token);

describe('who asks', () => {
  test('is the account of the token, with an id of nineteen digits', async () => {
    for (const { username, id, displayName } of xAccounts) {
      const { body } = await someone(username).api('GET /2/users/me');
      expect(body.data).toEqual({ id, username, name: displayName });
    }
    expect((await someone().api('GET /2/users/me')).body.data.id).toMatch(/^\d{19}$/);
    expect(errorOf(await someone('a', 'nonsense').api('GET /2/users/me'))).toEqual([401, 'Unauthorized']);
  });

  test('gets new tokens for a refresh token once, which end after two hours', async () => {
    const key = Buffer.from(`${demoClient.id}:${demoClient.secret}`).toString('base64');
    const ask = async (refresh_token: string, authorization = `Basic ${key}`) => {
      const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
      const text = new URLSearchParams({ grant_type: 'refresh_token', refresh_token }).toString();
      return (await sandbox.call('POST /x/2/oauth2/token', { text, headers })) as unknown as Answer;
    };
    const { status, body } = await ask('sandbox-refresh-rotating');
    expect([status, body]).toEqual([200, expect.objectContaining({ token_type: 'bearer', expires_in: 7_200 })]);
    expect((await ask('sandbox-refresh-rotating')).body).toEqual({
      error: 'invalid_request',
      error_description: 'Value passed for the token was invalid.',
    });
    expect((await ask(body.refresh_token, 'Basic eDp5')).status).toBe(401);
    expect((await ask(body.refresh_token)).status).toBe(200);
    const me = someone('rotating', body.access_token);
    expect((await me.api('GET /2/users/me')).status).toBe(200);
    sandbox.pass(2 * HOUR);
    expect((await me.api('GET /2/users/me')).status).toBe(401);
  });
});

describe('a post', () => {
  test.for([
    ['no text', {}, '$.text: is missing, and there is no media'],
    ['more than its weight', { text: '🙂'.repeat(141) }, expect.stringContaining('too long')],
    ['two cashtags', { text: '$AB and $CD' }, 'Posts are limited to a maximum of one cashtag.'],
    ['an unknown audience', { text: 'a', reply_settings: 'everyone' }, expect.stringContaining('$.reply_settings')],
    ['an unknown field', { text: 'a', poll_options: [] }, expect.stringContaining('$.poll_options: is not defined')],
    ['an id that is a number', { text: 'a', community_id: 1 }, expect.stringContaining('$.community_id')],
  ] as const)('with %s is refused', async ([, json, message]) => {
    expect(errorOf(await someone().post(json))).toEqual([400, message]);
  });

  test('that is no JSON is refused', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await someone().api('POST /2/tweets', { headers })).status).toBe(400);
  });

  test('counts a link as 23 and is given back wrapped and escaped', async () => {
    const long = (count: number) => `${'x'.repeat(count)} & https://example.com/${'y'.repeat(200)}`;
    expect((await someone().post({ text: long(255) })).body.detail).toContain('too long');
    expect((await someone().post({ text: long(254) })).status).toBe(201);
    const short = await someone().post({ text: ' 1 < 2 & example.com ' });
    expect(short.body.data.text).toMatch(/^1 &lt; 2 &amp; https:\/\/t\.co\/\w{10}$/);
  });

  test('is refused a second time for six hours', async () => {
    const me = someone();
    await me.post({ text: 'Same' });
    const refusal = [403, 'You are not allowed to create a Tweet with duplicate content.'];
    expect(errorOf(await me.post({ text: 'Same ' }))).toEqual(refusal);
    expect((await someone().post({ text: 'Same' })).status).toBe(201);
    sandbox.pass(6 * HOUR);
    expect((await me.post({ text: 'Same' })).status).toBe(201);
  });

  test('replies to its own author and to who mentions it', async () => {
    const [me, other] = [someone(), someone()];
    const own = (await me.post({ text: 'Mine' })).body.data.id;
    const theirs = (await other.post({ text: `Well, @${me.name}?` })).body.data.id;
    for (const in_reply_to_tweet_id of [own, theirs])
      expect((await me.post({ text: `To ${in_reply_to_tweet_id}`, reply: { in_reply_to_tweet_id } })).status).toBe(201);
    const uninvited = await other.post({ text: 'Hi', reply: { in_reply_to_tweet_id: own } });
    expect(uninvited.body.detail).toContain('you have not been mentioned');
  });

  test('is listed two seconds later, in pages, newest first', async () => {
    const me = someone();
    const { id } = (await me.api('GET /2/users/me')).body.data;
    for (let index = 0; index < 6; index += 1) await me.post({ text: `Post ${index}` });
    const list = async (query = '') => {
      const { body } = await me.api(`GET /2/users/${id}/tweets?max_results=5${query}`);
      return body as unknown as { data: { text: string }[]; meta: { next_token: string } };
    };
    expect(await list()).toEqual({ meta: { result_count: 0 } });
    sandbox.pass(2_000);
    const first = await list();
    expect(first.data.map(({ text }) => text)).toEqual(['Post 5', 'Post 4', 'Post 3', 'Post 2', 'Post 1']);
    expect((await list(`&pagination_token=${first.meta.next_token}`)).data).toMatchObject([{ text: 'Post 0' }]);
    const later = sandbox.now().toISOString().replace('.000', '');
    expect(await list(`&start_time=${later}`)).toEqual({ meta: { result_count: 0 } });
    for (const query of ['&tweet.fields=likes', '&start_time=yesterday', '&limit=5'])
      expect((await me.api(`GET /2/users/${id}/tweets?max_results=5${query}`)).status).toBe(400);
    expect((await me.api('GET /2/users/1/tweets')).status).toBe(404);
  });

  test('is removed by its author alone, once', async () => {
    const me = someone();
    const { id } = (await me.post({ text: 'Brief' })).body.data;
    expect((await someone().api(`DELETE /2/tweets/${id}`)).status).toBe(403);
    expect((await me.api(`DELETE /2/tweets/${id}`)).body).toEqual({ data: { deleted: true } });
    expect((await me.api(`DELETE /2/tweets/${id}`)).status).toBe(404);
  });
});

test('a user may post a hundred times in a quarter of an hour', async () => {
  const me = someone();
  const first = await me.post({ text: 'Number 0' });
  expect([first.headers.get('x-rate-limit-limit'), first.headers.get('x-rate-limit-remaining')]).toEqual(['100', '99']);
  for (let index = 1; index < 100; index += 1) await me.post({ text: `Number ${index}` });
  const refused = await me.post({ text: 'Number 100' });
  expect(errorOf(refused)).toEqual([429, 'Too Many Requests']);
  sandbox.pass(Number(refused.headers.get('x-rate-limit-reset')) * 1000 - sandbox.now().getTime());
  expect((await me.post({ text: 'Number 100' })).status).toBe(201);
});
