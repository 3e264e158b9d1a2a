import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mastodonAccounts } from '../../src/sandbox/mastodon/accounts.ts';
import { type Opened, openMastodon, openSandbox } from './clients.ts';

const MINUTE = 60_000;
let sandbox: Opened;
let names = 0;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const someone = () => openMastodon(sandbox, `someone_${++names}`);

describe('who asks', () => {
  test('a seeded token and any token of the sandbox speak for their accounts', async () => {
    for (const { username, accessToken, id, displayName } of mastodonAccounts) {
      const headers = { authorization: `Bearer ${accessToken}` };
      const answer = await sandbox.call('GET /mastodon/api/v1/accounts/verify_credentials', { headers });
      expect(answer.body).toMatchObject({
        id,
        username,
        acct: username,
        display_name: displayName,
        url: `${sandbox.url}/mastodon/@${username}`,
      });
    }
    const met = await openMastodon(sandbox, 'acct-12').api('GET /api/v1/accounts/verify_credentials');
    expect(met.body).toMatchObject({ username: 'acct-12', id: expect.stringMatching(/^\d{18}$/) });
  });

  test.for(['', 'Bearer nonsense', 'Basic abc', 'Bearer sandbox-token-'])(
    '"%s" is no valid token',
    async (authorization) => {
      const answer = await sandbox.call('GET /mastodon/api/v1/accounts/verify_credentials', {
        headers: { authorization },
      });
      expect([answer.status, answer.body]).toEqual([401, { error: 'The access token is invalid' }]);
    },
  );

  test('the instance tells its limits', async () => {
    const { body } = await sandbox.call('GET /mastodon/api/v2/instance');
    expect(body.configuration.statuses).toEqual({
      max_characters: 500,
      max_media_attachments: 4,
      characters_reserved_per_url: 23,
    });
    expect(body.configuration.media_attachments).toMatchObject({
      description_limit: 1500,
      image_size_limit: 16_777_216,
    });
  });

  test('what is no route is not found', async () => {
    expect(await sandbox.call('GET /mastodon/api/v1/nothing')).toMatchObject({
      status: 404,
      body: { error: 'Not Found' },
    });
  });
});

describe('a new status', () => {
  test('is answered whole, with its text as HTML', async () => {
    const me = openMastodon(sandbox, 'writer');
    await openMastodon(sandbox, 'marlow').api('GET /api/v1/accounts/verify_credentials');
    const { status, body } = await me.post({
      status: 'Hi @marlow & <all>\n\nhttps://www.example.com/a/very/long/path/indeed #News',
      language: 'de',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^\d{18}$/),
      url: `${sandbox.url}/mastodon/@writer/${body.id}`,
      uri: `${sandbox.url}/mastodon/users/writer/statuses/${body.id}`,
      created_at: sandbox.now().toISOString(),
      visibility: 'public',
      language: 'de',
      in_reply_to_id: null,
      media_attachments: [],
      account: { username: 'writer', statuses_count: 1 },
      mentions: [{ username: 'marlow', acct: 'marlow' }],
      tags: [{ name: 'news' }],
    });
    expect(body.content).toContain('&amp; &lt;all&gt;</p><p><a href="https://www.example.com/a/very/long/path/indeed"');
    expect(body.content).toContain(
      '<span class="invisible">https://www.</span><span class="ellipsis">example.com/a/very/long/path/i</span>',
    );
  });

  test('comes as a form too', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body } = await someone().api('POST /api/v1/statuses', {
      text: 'status=From+a+form&sensitive=true&visibility=unlisted',
      headers,
    });
    expect(body).toMatchObject({ content: '<p>From a form</p>', sensitive: true, visibility: 'unlisted' });
  });

  test.for([
    ['nothing', {}, "Validation failed: Text can't be blank"],
    ['only spaces', { status: ' \n' }, "Validation failed: Text can't be blank"],
    ['501 characters', { status: 'x'.repeat(501) }, 'Validation failed: Text character limit of 500 exceeded'],
    [
      'a warning that takes it over',
      { status: 'x'.repeat(490), spoiler_text: 'y'.repeat(11) },
      'Validation failed: Text character limit of 500 exceeded',
    ],
    [
      'an unknown visibility',
      { status: 'x', visibility: 'secret' },
      'Validation failed: Visibility is not included in the list',
    ],
    [
      'media that is not there',
      { status: 'x', media_ids: ['1'] },
      'Media 1 not found or already attached to another post',
    ],
    ['five media', { status: 'x', media_ids: ['1', '2', '3', '4', '5'] }, 'Cannot attach more than 4 files'],
    [
      'a schedule within five minutes',
      { status: 'x', scheduled_at: '2026-05-04T10:04:00Z' },
      'Validation failed: Scheduled at date must be in the future',
    ],
    ['a time that is none', { status: 'x', scheduled_at: 'soon' }, 'invalid date'],
  ] as const)('with %s is refused', async ([, json, error]) => {
    const answer = await someone().post(json);
    expect([answer.status, answer.body]).toEqual([422, { error }]);
  });

  test.for([
    ['URLs as 23 characters', `${'x'.repeat(476)} https://example.com/${'y'.repeat(300)}`],
    ['remote mentions by their local part', `${'x'.repeat(494)} @abcd@a-very-long-host.example`],
    ['graphemes once', '👨‍👩‍👧‍👦'.repeat(500)],
  ] as const)('counts %s', async ([, text]) => {
    expect((await someone().post({ status: text })).status).toBe(200);
    expect((await someone().post({ status: `${text} z` })).status).toBe(422);
  });

  test('takes an unknown language for the own', async () => {
    expect((await someone().post({ status: 'x', language: 'nonsense!' })).body.language).toBe('en');
  });

  test('with a warning and no text has the warning as its text', async () => {
    expect((await someone().post({ spoiler_text: 'Careful' })).body).toMatchObject({
      content: '<p>Careful</p>',
      spoiler_text: '',
    });
  });

  test('that is scheduled is not published', async () => {
    const { body } = await someone().post({ status: 'Later on', scheduled_at: '2026-05-04T10:06:00Z' });
    expect(body).toMatchObject({
      scheduled_at: '2026-05-04T10:06:00.000Z',
      params: { text: 'Later on' },
      media_attachments: [],
    });
    expect((await sandbox.published()).some(({ text }) => text === 'Later on')).toBe(false);
  });

  test('replies to a status that is there', async () => {
    const me = someone();
    const parent = (await me.post({ status: 'Parent' })).body;
    const { body } = await me.post({ status: 'Child', in_reply_to_id: parent.id });
    expect(body).toMatchObject({ in_reply_to_id: parent.id, in_reply_to_account_id: parent.account.id });
    expect((await me.api(`GET /api/v1/statuses/${parent.id}`)).body.replies_count).toBe(1);
    const lost = await me.post({ status: 'Orphan', in_reply_to_id: '999' });
    expect([lost.status, lost.body.error]).toEqual([
      404,
      'The post you are trying to reply to does not appear to exist.',
    ]);
  });

  test('whose body is no JSON is a bad request', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await someone().api('POST /api/v1/statuses', { text: '{"status', headers })).status).toBe(400);
    expect((await someone().api('POST /api/v1/statuses', { text: 'x'.repeat(1_000_001), headers })).status).toBe(413);
  });
});

describe('an idempotency key', () => {
  test('gives the same status again, also to many at once and with another body', async () => {
    const me = someone();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => me.post({ status: `Twin ${index}` }, 'twin')),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await sandbox.published()).filter(({ text }) => text.startsWith('Twin'))).toHaveLength(1);
  });

  test('belongs to one account', async () => {
    const [a, b] = [await someone().post({ status: 'a' }, 'shared'), await someone().post({ status: 'b' }, 'shared')];
    expect(a.body.id).not.toBe(b.body.id);
  });

  test('is not used up by a refusal', async () => {
    const me = someone();
    expect((await me.post({ status: '' }, 'again')).status).toBe(422);
    expect((await me.post({ status: 'Now' }, 'again')).status).toBe(200);
  });

  test('gives 404 once its status is deleted', async () => {
    const me = someone();
    const { body } = await me.post({ status: 'Brief' }, 'brief');
    await me.api(`DELETE /api/v1/statuses/${body.id}?delete_media=true`);
    expect(await me.post({ status: 'Brief' }, 'brief')).toMatchObject({
      status: 404,
      body: { error: 'Record not found' },
    });
  });

  test('is forgotten after an hour', async () => {
    const me = someone();
    const { body } = await me.post({ status: 'Hourly' }, 'hourly');
    sandbox.pass(60 * MINUTE - 1);
    expect((await me.post({ status: 'Hourly' }, 'hourly')).body.id).toBe(body.id);
    sandbox.pass(1);
    expect((await me.post({ status: 'Hourly' }, 'hourly')).body.id).not.toBe(body.id);
  });
});

describe('a status that is there', () => {
  test('shows its source to its author alone', async () => {
    const me = someone();
    const { body } = await me.post({ status: 'Plain *text*', spoiler_text: 'cw' });
    expect((await me.api(`GET /api/v1/statuses/${body.id}/source`)).body).toEqual({
      id: body.id,
      text: 'Plain *text*',
      spoiler_text: 'cw',
    });
    expect((await someone().api(`GET /api/v1/statuses/${body.id}/source`)).status).toBe(404);
  });

  test('that is private is not there for others', async () => {
    const me = someone();
    const { body } = await me.post({ status: 'Whisper', visibility: 'private' });
    expect((await me.api(`GET /api/v1/statuses/${body.id}`)).status).toBe(200);
    expect(await someone().api(`GET /api/v1/statuses/${body.id}`)).toMatchObject({
      status: 404,
      body: { error: 'Record not found' },
    });
    expect((await sandbox.call(`GET /mastodon/api/v1/accounts/${body.account.id}/statuses`)).body).toEqual([]);
  });

  test('is deleted by its author alone, and answers with its source', async () => {
    const me = someone();
    const { body } = await me.post({ status: 'Short-lived' });
    expect((await someone().api(`DELETE /api/v1/statuses/${body.id}`)).status).toBe(404);
    expect((await me.api(`DELETE /api/v1/statuses/${body.id}?delete_media=true`)).body).toMatchObject({
      id: body.id,
      text: 'Short-lived',
    });
    expect((await me.api(`DELETE /api/v1/statuses/${body.id}`)).status).toBe(404);
    expect((await sandbox.published()).some(({ text }) => text === 'Short-lived')).toBe(false);
  });

  test('is listed with the account’s others, newest first, in pages', async () => {
    const me = someone();
    const ids: string[] = [];
    for (const status of ['one', 'two', 'three']) ids.unshift((await me.post({ status })).body.id);
    const account = (await me.api('GET /api/v1/accounts/verify_credentials')).body.id;
    const list = async (query: string) => {
      const answer = await me.api(`GET /api/v1/accounts/${account}/statuses?exclude_reblogs=true${query}`);
      return (answer.body as unknown as { id: string }[]).map(({ id }) => id);
    };
    expect(await list('&limit=2')).toEqual(ids.slice(0, 2));
    expect(await list(`&max_id=${ids[1]}`)).toEqual(ids.slice(2));
    expect(await list(`&since_id=${ids[1]}`)).toEqual(ids.slice(0, 1));
    expect(await list(`&min_id=${ids[2]}&limit=1`)).toEqual([ids[1]]);
    expect((await me.api('GET /api/v1/accounts/1/statuses')).status).toBe(404);
  });
});

describe('rate limits', () => {
  test('are told in every answer, with an ISO instant', async () => {
    const { headers } = await someone().api('GET /api/v1/accounts/verify_credentials');
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['300', '299']);
    expect(headers.get('x-ratelimit-reset')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  test('allow thirty deletions in half an hour', async () => {
    const me = someone();
    for (let index = 0; index < 30; index += 1) await me.api('DELETE /api/v1/statuses/1');
    const refused = await me.api('DELETE /api/v1/statuses/1');
    expect([refused.status, refused.body]).toEqual([429, { error: 'Too many requests' }]);
    expect((await me.api('GET /api/v1/accounts/verify_credentials')).status).toBe(200);
    sandbox.pass(Date.parse(refused.headers.get('x-ratelimit-reset') ?? '') - sandbox.now().getTime());
    expect((await me.api('DELETE /api/v1/statuses/1')).status).toBe(404);
  });
});
