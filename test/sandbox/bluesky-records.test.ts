import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cidOf } from '../../src/sandbox/bluesky/cid.ts';
import { newKey, type Opened, openBluesky, openSandbox } from './clients.ts';

let sandbox: Opened;
let wren: Awaited<ReturnType<typeof openBluesky>>;
beforeAll(async () => {
  sandbox = await openSandbox();
  wren = await openBluesky(sandbox, 'wren');
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const read = (rkey: string, more = '') =>
  wren.xrpc('GET', `com.atproto.repo.getRecord?repo=${wren.did}&collection=app.bsky.feed.post&rkey=${rkey}${more}`);

test('content ids are those of the protocol', () => {
  // The first of the interoperability fixtures of the protocol.
  const inner = { string: 'abc', number: 123, bool: true, arr: ['abc', 'def', 'ghi'] };
  const record = {
    string: 'abc',
    unicode: 'a~öñ©⽘☎𓋓😀👨‍👩‍👧‍👧',
    integer: 123,
    bool: true,
    null: null,
    array: ['abc', 'def', 'ghi'],
    object: inner,
  };
  expect(cidOf(record)).toBe('bafyreiclp443lavogvhj3d2ob2cxbfuscni2k5jk7bebjzg7khl3esabwq');
});

describe('putRecord', () => {
  test('makes a record that can be read, and says where it is', async () => {
    const rkey = newKey();
    const made = await wren.put({ text: 'First light' }, { rkey });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ uri: `at://${wren.did}/app.bsky.feed.post/${rkey}`, validationStatus: 'valid' });
    expect(made.body.commit.cid).toMatch(/^bafyrei/);
    expect((await read(rkey)).body).toMatchObject({
      uri: made.body.uri,
      cid: made.body.cid,
      value: { text: 'First light' },
    });
  });

  test('changes nothing when the same bytes come again, and then answers without a commit', async () => {
    const rkey = newKey();
    const first = await wren.put({ text: 'Once' }, { rkey });
    const second = await wren.put({ text: 'Once' }, { rkey });
    expect(second.body).toEqual({ uri: first.body.uri, cid: first.body.cid, validationStatus: 'valid' });
    expect((await sandbox.published()).filter(({ text }) => text === 'Once')).toHaveLength(1);
  });

  test('replaces a record by other bytes', async () => {
    const rkey = newKey();
    const first = await wren.put({ text: 'Draft' }, { rkey });
    const second = await wren.put({ text: 'Final' }, { rkey, swapRecord: first.body.cid });
    expect(second.body.cid).not.toBe(first.body.cid);
    expect((await read(rkey)).body.value.text).toBe('Final');
  });

  test('with swapRecord null refuses to replace, but lets the same bytes pass', async () => {
    const rkey = newKey();
    await wren.put({ text: 'Mine' }, { rkey, swapRecord: null });
    expect((await wren.put({ text: 'Mine' }, { rkey, swapRecord: null })).status).toBe(200);
    expect(await wren.put({ text: 'Other' }, { rkey, swapRecord: null })).toMatchObject({
      status: 400,
      body: { error: 'InvalidSwap' },
    });
  });

  test('refuses a swap of another record or commit', async () => {
    const rkey = newKey();
    const made = await wren.put({ text: 'Held' }, { rkey });
    expect((await wren.put({ text: 'x' }, { rkey, swapRecord: 'bafyreiaaaa' })).body.error).toBe('InvalidSwap');
    expect((await wren.put({ text: 'x' }, { rkey, swapCommit: 'bafyreiaaaa' })).body.error).toBe('InvalidSwap');
    expect((await wren.put({ text: 'x' }, { rkey, swapCommit: made.body.commit.cid })).status).toBe(200);
  });

  test('writes only to the repository of the session', async () => {
    const other = await openBluesky(sandbox, 'tidepool');
    expect(await wren.put({}, { repo: other.did })).toMatchObject({
      status: 401,
      body: { error: 'AuthenticationRequired' },
    });
    expect(await wren.put({}, { repo: 'did:plc:nobody' })).toMatchObject({
      status: 403,
      body: { error: 'AccountNotFound' },
    });
    expect((await wren.put({}, { repo: 'wren.sandbox.test' })).status).toBe(200);
    expect(await wren.xrpc('POST', 'com.atproto.repo.putRecord', { json: wren.body({}) })).toMatchObject({
      status: 401,
      body: { error: 'AuthMissing' },
    });
  });

  test('refuses a body beyond a million bytes', async () => {
    expect(await wren.put({ text: 'x'.repeat(1_000_001) })).toMatchObject({
      status: 413,
      body: { error: 'PayloadTooLarge' },
    });
  });

  test.for([
    ['a collection that is no nsid', { collection: 'posts' }],
    ['a record key with a slash', { rkey: 'a/b' }],
    ['a record key that is two dots', { rkey: '..' }],
    ['a post key that is no timestamp', { rkey: 'my-first-post' }],
    ['a repository that is no identifier', { repo: 'nobody at all' }],
    ['a missing record', { record: undefined }],
    [
      'a number with a fraction',
      { record: { $type: 'app.bsky.feed.post', text: 'x', createdAt: '2026-05-04T10:00:00Z', n: 1.5 } },
    ],
    [
      'an unknown collection with validation asked for',
      { collection: 'com.example.thing', validate: true, record: {} },
    ],
  ] as const)('refuses %s', async ([, more]) => {
    expect(await wren.put({}, more)).toMatchObject({ status: 400, body: { error: 'InvalidRequest' } });
  });
});

describe('a post', () => {
  const bytes = (text: string) => Buffer.byteLength(text);
  const facet = (
    byteStart: number,
    byteEnd: number,
    feature: object = { $type: 'app.bsky.richtext.facet#link', uri: 'https://example.com' },
  ) => ({
    facets: [{ index: { byteStart, byteEnd }, features: [feature] }],
  });

  test('may be exactly 300 graphemes long, counted as people see them', async () => {
    expect((await wren.put({ text: '👩‍👩‍👧'.repeat(120) + 'x'.repeat(180) })).status).toBe(200);
    expect(bytes('👨‍👩‍👧‍👦'.repeat(120))).toBe(3000);
    expect((await wren.put({ text: '👨‍👩‍👧‍👦'.repeat(120) })).status).toBe(200);
  });

  test('may have facets on whole characters, up to the end of the text', async () => {
    expect((await wren.put({ text: 'ünder', ...facet(0, 6) })).status).toBe(200);
  });

  test('may have a card, and unknown fields', async () => {
    const external = { uri: 'https://example.com', title: 'Title', description: '' };
    expect((await wren.put({ embed: { $type: 'app.bsky.embed.external', external }, extra: 1 })).status).toBe(200);
  });

  test('gets its type from the collection where it names none', async () => {
    const rkey = newKey();
    expect((await wren.put({ $type: undefined }, { rkey })).status).toBe(200);
    expect((await read(rkey)).body.value.$type).toBe('app.bsky.feed.post');
  });

  test.for([
    ['another type', { $type: 'app.bsky.feed.like' }],
    ['no text', { text: undefined }],
    ['a text that is a number', { text: 5 }],
    ['301 graphemes', { text: 'x'.repeat(301) }],
    ['more than 3,000 bytes', { text: '👨‍👩‍👧‍👦'.repeat(121) }],
    ['no time', { createdAt: undefined }],
    ['a time that is none', { createdAt: 'yesterday' }],
    ['a time without a zone', { createdAt: '2026-05-04T10:00:00' }],
    ['four languages', { langs: ['en', 'de', 'fr', 'it'] }],
    ['a language that is none', { langs: ['english!!'] }],
    ['nine tags', { tags: Array.from({ length: 9 }, (_, index) => `t${index}`) }],
    ['a facet beyond the text', facet(0, 6)],
    ['a facet that ends before it starts', facet(3, 2)],
    ['an empty facet', facet(2, 2)],
    ['a facet that cuts a character', { text: 'ünder', ...facet(0, 1) }],
    ['a facet with a negative start', facet(-1, 2)],
    ['a facet without features', { facets: [{ index: { byteStart: 0, byteEnd: 1 }, features: [] }] }],
    ['a facet of an unknown kind', facet(0, 1, { $type: 'app.bsky.richtext.facet#bold' })],
    ['a link that is no uri', facet(0, 1, { $type: 'app.bsky.richtext.facet#link', uri: 'nope' })],
    ['a mention of a handle', facet(0, 1, { $type: 'app.bsky.richtext.facet#mention', did: 'wren.sandbox.test' })],
    ['a tag that is too long', facet(0, 1, { $type: 'app.bsky.richtext.facet#tag', tag: 'x'.repeat(65) })],
    [
      'a card without a description',
      { embed: { $type: 'app.bsky.embed.external', external: { uri: 'https://a.example', title: 't' } } },
    ],
    [
      'a card of a uri that is none',
      { embed: { $type: 'app.bsky.embed.external', external: { uri: 'x', title: 't', description: '' } } },
    ],
    ['a reply to no strong reference', { reply: { root: { uri: 'at://x' }, parent: { uri: 'at://x' } } }],
  ] as const)('is refused with %s', async ([, record]) => {
    expect(await wren.put(record)).toMatchObject({ status: 400, body: { error: 'InvalidRequest' } });
  });

  test('is refused with a blob that was not uploaded', async () => {
    const image = {
      $type: 'blob',
      ref: { $link: 'bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity' },
      mimeType: 'image/png',
      size: 10,
    };
    const embed = { $type: 'app.bsky.embed.images', images: [{ image, alt: '' }] };
    expect(await wren.put({ embed })).toMatchObject({ status: 400, body: { error: 'BlobNotFound' } });
  });

  test('is not looked at where validation is turned off', async () => {
    expect((await wren.put({ text: 'x'.repeat(400) }, { validate: false })).body.validationStatus).toBeUndefined();
  });
});

describe('a reply', () => {
  const refOf = ({ body }: { body: { uri: string; cid: string } }) => ({ uri: body.uri, cid: body.cid });

  test('joins the thread of its parent', async () => {
    const root = refOf(await wren.put({ text: 'Root' }));
    const second = refOf(await wren.put({ text: 'Second', reply: { root, parent: root } }));
    const third = await wren.put({ text: 'Third', reply: { root, parent: second } });
    expect(third.status).toBe(200);
    expect((await sandbox.published()).find(({ text }) => text === 'Third')?.inReplyTo).toBe(second.uri);
  });

  test('is refused where a record is missing, its cid is another, or the root is not the thread’s', async () => {
    const root = refOf(await wren.put({ text: 'Root' }));
    const second = refOf(await wren.put({ text: 'Second', reply: { root, parent: root } }));
    const missing = { uri: `at://${wren.did}/app.bsky.feed.post/3aaaaaaaaaaaa`, cid: root.cid };
    for (const reply of [
      { root: missing, parent: missing },
      { root, parent: { ...root, cid: second.cid } },
      { root: second, parent: second },
    ]) {
      expect(await wren.put({ reply })).toMatchObject({ status: 400, body: { error: 'InvalidRequest' } });
    }
  });
});

describe('other calls', () => {
  test('createRecord chooses a key, and fails inside where the key is taken', async () => {
    const create = (json: object) =>
      wren.xrpc('POST', 'com.atproto.repo.createRecord', { json, headers: wren.headers });
    const { rkey: _, ...keyless } = wren.body({ text: 'Keyless' });
    expect((await create(keyless)).body.uri).toMatch(/app\.bsky\.feed\.post\/[2-7a-z]{13}$/);
    const body = wren.body({ text: 'Twice' });
    expect((await create(body)).status).toBe(200);
    expect(await create(body)).toMatchObject({
      status: 500,
      body: { error: 'InternalServerError', message: 'Internal Server Error' },
    });
  });

  test('getRecord says what is not there', async () => {
    expect((await read('3aaaaaaaaaaaa')).body).toMatchObject({ error: 'RecordNotFound' });
    const rkey = newKey();
    await wren.put({ text: 'Here' }, { rkey });
    expect((await read(rkey, '&cid=bafyreiaaaaaaaa')).body).toMatchObject({ error: 'RecordNotFound' });
  });

  test('deleteRecord removes a record, and is content where there is none', async () => {
    const rkey = newKey();
    await wren.put({ text: 'Gone soon' }, { rkey });
    const remove = () =>
      wren.xrpc('POST', 'com.atproto.repo.deleteRecord', {
        json: { repo: wren.did, collection: 'app.bsky.feed.post', rkey },
        headers: wren.headers,
      });
    expect((await remove()).body.commit.cid).toMatch(/^bafyrei/);
    expect(await remove()).toMatchObject({ status: 200, body: {} });
    expect((await read(rkey)).body.error).toBe('RecordNotFound');
    expect((await sandbox.published()).some(({ text }) => text === 'Gone soon')).toBe(false);
  });

  test('listRecords pages through the newest first', async () => {
    const lister = await openBluesky(sandbox, 'lister');
    const keys = [newKey(), newKey(), newKey()];
    for (const rkey of keys) await lister.put({ text: rkey }, { rkey });
    const list = (more: string) =>
      lister.xrpc('GET', `com.atproto.repo.listRecords?repo=${lister.did}&collection=app.bsky.feed.post${more}`);
    const texts = (answer: Awaited<ReturnType<typeof list>>) =>
      answer.body.records.map((record: { value: { text: string } }) => record.value.text);
    const first = await list('&limit=2');
    expect(texts(first)).toEqual([keys[2], keys[1]]);
    expect(texts(await list(`&limit=2&cursor=${first.body.cursor}`))).toEqual([keys[0]]);
    expect(texts(await list('&reverse=true'))).toEqual(keys);
    expect((await list('&limit=101')).body.error).toBe('InvalidRequest');
  });

  test('every answer tells the rate limit in whole seconds', async () => {
    const { headers } = await wren.put({ text: 'Counted' });
    expect(headers.get('ratelimit-limit')).toBe('5000');
    expect(headers.get('ratelimit-policy')).toBe('5000;w=3600');
    expect(headers.get('ratelimit-reset')).toMatch(/^\d{10}$/);
    expect(Number(headers.get('ratelimit-remaining'))).toBeLessThan(5000);
  });
});
