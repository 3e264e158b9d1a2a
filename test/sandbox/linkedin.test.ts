import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkedinAccounts, linkedinPageAccounts } from '../../src/sandbox/linkedin/authors.ts';
import { picture } from '../support/images.ts';
import { type Opened, openSandbox } from './clients.ts';

const versions = { 'linkedin-version': '202609', 'x-restli-protocol-version': '2.0.0' };

let sandbox: Opened;
let names = 0;
beforeAll(async () => {
  sandbox = await openSandbox({ processingMs: 2_000 });
});
afterAll(() => sandbox[Symbol.asyncDispose]());

type Channel = 'linkedin' | 'linkedin_page';
type Sent = { json?: unknown; headers?: Record<string, string> };

/** Speaks to the sandbox as one login: a member, or who administers the page of that name. */
async function someone(channel: Channel) {
  names += 1;
  const authorization = `Bearer sandbox-token-someone${names}`;
  const api = async (route: string, { json, headers = {} }: Sent = {}) => {
    const [method, path] = route.split(' ');
    const all = { authorization, ...versions, ...headers };
    const answer = await sandbox.call(`${method} /${channel}${path}`, { json, headers: all });
    return { ...answer, body: answer.text === '' ? null : (JSON.parse(answer.text) as Record<string, unknown>) };
  };
  const author = await urnOf(channel, api);
  const post = (more: object = {}) => ({
    author,
    commentary: 'Hello',
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
    ...more,
  });
  const publish = (more: object = {}) => api('POST /rest/posts', { json: post(more) });
  const begin = async (kind: string) => {
    const json = { initializeUploadRequest: { owner: author } };
    const { body } = await api(`POST /rest/${kind}?action=initializeUpload`, { json });
    return body?.value as { uploadUrl: string; image: string; document: string };
  };
  return { api, author, post, publish, begin, authorization };
}

async function urnOf(channel: Channel, api: (route: string) => Promise<{ body: unknown }>): Promise<string> {
  if (channel === 'linkedin') {
    const { body } = await api('GET /v2/userinfo');
    return `urn:li:person:${(body as { sub: string }).sub}`;
  }
  const { body } = await api('GET /rest/organizationAcls?q=roleAssignee');
  return (body as { elements: { organization: string }[] }).elements[0]?.organization ?? '';
}

const encoded = encodeURIComponent;
const idOf = ({ headers }: { headers: Headers }) => headers.get('x-restli-id') ?? '';
const codeIn = ({ status, body }: { status: number; body: Record<string, unknown> | null }) => [status, body?.code];

describe('who asks', () => {
  test('the first logins are a member, and an administrator of two pages', async () => {
    const [member] = linkedinAccounts;
    const headers = { authorization: `Bearer ${member?.accessToken}` };
    const { text } = await sandbox.call('GET /linkedin/v2/userinfo', { headers });
    expect(JSON.parse(text)).toMatchObject({ name: 'Marlow Press', sub: expect.stringMatching(/^[\w-]{10}$/) });
    const [pages] = linkedinPageAccounts;
    const roles = await sandbox.call('GET /linkedin_page/rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR', {
      headers: { authorization: `Bearer ${pages?.accessToken}`, ...versions },
    });
    expect(JSON.parse(roles.text).elements).toHaveLength(2);
  });

  test('the version and the protocol have to be named', async () => {
    const { api } = await someone('linkedin_page');
    const ask = (headers: Record<string, string>) => api('GET /rest/posts?q=author&author=x', { headers });
    expect(codeIn(await ask({ 'linkedin-version': '202401' }))).toEqual([426, 'NONEXISTENT_VERSION']);
    expect(codeIn(await ask({ 'linkedin-version': 'soon' }))).toEqual([426, 'NONEXISTENT_VERSION']);
    expect(codeIn(await ask({ 'x-restli-protocol-version': '1.0.0' }))).toEqual([400, 'ILLEGAL_ARGUMENT']);
    const { authorization } = await someone('linkedin_page');
    const bare = await sandbox.call('GET /linkedin_page/rest/posts?q=author', { headers: { authorization } });
    expect([bare.status, JSON.parse(bare.text).code]).toEqual([400, 'VERSION_MISSING']);
  });

  test('nobody posts for another', async () => {
    const [me, other] = [await someone('linkedin'), await someone('linkedin')];
    expect(codeIn(await me.publish({ author: other.author }))).toEqual([403, 'ACCESS_DENIED']);
    expect(codeIn(await me.publish({ author: 'urn:li:organization:1' }))).toEqual([403, 'ACCESS_DENIED']);
  });

  test('what is no route is not found', async () => {
    const { api } = await someone('linkedin');
    expect(codeIn(await api('GET /rest/nothing'))).toEqual([404, 'RESOURCE_NOT_FOUND']);
  });
});

describe('a post', () => {
  test('is answered with its URN and nothing else, and reads as the network writes it', async () => {
    const me = await someone('linkedin_page');
    const made = await me.publish({ commentary: 'Hi \\(all\\) #news' });
    expect([made.status, made.body]).toEqual([201, null]);
    expect(idOf(made)).toMatch(/^urn:li:share:\d{19}$/);
    const read = await me.api(`GET /rest/posts/${encoded(idOf(made))}`);
    const commentary = 'Hi \\(all\\) {hashtag|\\#|news}';
    expect(read.body).toMatchObject({ id: idOf(made), commentary, createdAt: sandbox.now().getTime() });
    const listed = await me.api(`GET /rest/posts?q=author&author=${encoded(me.author)}`);
    expect(listed.body?.elements).toHaveLength(1);
  });

  test('ends, without a word, where something reserved is not escaped', async () => {
    const me = await someone('linkedin_page');
    const made = await me.publish({ commentary: 'Hello (world)' });
    expect(made.status).toBe(201);
    const shown = (await sandbox.published()).find(({ id }) => id === idOf(made));
    expect(shown?.text).toBe('Hello ');
  });

  test('is refused as a duplicate for ten minutes, also after it was deleted', async () => {
    const me = await someone('linkedin');
    const first = idOf(await me.publish());
    const again = await me.publish();
    expect(again.status).toBe(422);
    expect(again.body).toMatchObject({
      message: `Content is a duplicate of ${first}`,
      errorDetails: { inputErrors: [{ code: 'DUPLICATE_POST' }] },
    });
    expect((await me.publish({ commentary: 'Else' })).status).toBe(201);
    expect((await me.api(`DELETE /rest/posts/${encoded(first)}`)).status).toBe(204);
    expect((await me.publish()).status).toBe(422);
    sandbox.pass(10 * 60_000);
    expect((await me.publish()).status).toBe(201);
  });

  test('is deleted once by its author, and as often as one likes', async () => {
    const [me, other] = [await someone('linkedin'), await someone('linkedin')];
    const route = `DELETE /rest/posts/${encoded(idOf(await me.publish()))}`;
    expect((await other.api(route)).status).toBe(403);
    expect((await me.api(route)).status).toBe(204);
    expect((await me.api(route)).status).toBe(204);
    expect(codeIn(await me.api('DELETE /rest/posts/urn%3Ali%3Aactivity%3A1'))).toEqual([400, 'INVALID_URN_TYPE']);
  });

  const poll = (question: string, options: string[]) => ({
    content: { poll: { question, options: options.map((text) => ({ text })), settings: { duration: 'ONE_DAY' } } },
  });
  const article = { source: 'https://a.example', title: 'A' };

  test.for([
    ['a text of 3,001', { commentary: 'a'.repeat(3_001) }, 400, 'FIELD_LENGTH_TOO_LONG'],
    ['no text and nothing to show', { commentary: ' ' }, 400, 'MISSING_FIELD'],
    ['a draft', { lifecycleState: 'DRAFT' }, 400, 'INVALID_VALUE_FOR_FIELD'],
    ['an unknown field', { mood: 'good' }, 422, 'UNPROCESSABLE_ENTITY'],
    ['a missing field', { distribution: undefined }, 422, 'UNPROCESSABLE_ENTITY'],
    ['two contents', { content: { article, ...poll('?', ['a', 'b']).content } }, 422, 'UNPROCESSABLE_ENTITY'],
    ['an unknown image', { content: { media: { id: 'urn:li:image:no' } } }, 400, 'INVALID_URN_ID'],
    ['one image of many', { content: { multiImage: { images: [] } } }, 400, 'INVALID_VALUE_FOR_FIELD'],
    ['a poll with one answer', poll('?', ['a']), 400, 'INVALID_VALUE_FOR_FIELD'],
    ['a long answer', poll('?', ['a', 'b'.repeat(31)]), 400, 'FIELD_LENGTH_TOO_LONG'],
    ['a card without a title', { content: { article: { ...article, title: ' ' } } }, 400, 'MISSING_FIELD'],
    ['a card of no address', { content: { article: { ...article, source: 'a' } } }, 400, 'INVALID_VALUE_FOR_FIELD'],
  ] as const)('with %s is refused', async ([, more, status, code]) => {
    const me = await someone('linkedin');
    expect(codeIn(await me.publish(more))).toEqual([status, code]);
  });

  test('of a page is public', async () => {
    const me = await someone('linkedin_page');
    expect(codeIn(await me.publish({ visibility: 'CONNECTIONS' }))).toEqual([400, 'INVALID_VALUE_FOR_FIELD']);
  });
});

describe('a file', () => {
  async function put(url: string, bytes: Buffer, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers });
  }

  test('is shown only once it is up and processed', async () => {
    const me = await someone('linkedin_page');
    const { image, uploadUrl } = await me.begin('images');
    const show = () => me.publish({ content: { media: { id: image } } });
    const statusNow = async () => (await me.api(`GET /rest/images/${encoded(image)}`)).body?.status;
    expect(codeIn(await show())).toEqual([400, 'MEDIA_ASSET_WAITING_UPLOAD']);
    const jpeg = await picture(20, 20).jpeg().toBuffer();
    expect((await put(uploadUrl, jpeg)).status).toBe(401);
    expect((await put(uploadUrl, jpeg, { authorization: me.authorization })).status).toBe(201);
    expect((await put(uploadUrl, jpeg, { authorization: me.authorization })).status).toBe(400);
    expect([await statusNow(), codeIn(await show())[1]]).toEqual(['PROCESSING', 'MEDIA_ASSET_WAITING_UPLOAD']);
    sandbox.pass(2_000);
    expect([await statusNow(), (await show()).status]).toEqual(['AVAILABLE', 201]);
  });

  test('that is no image cannot be processed, nor shown by another', async () => {
    const [me, other] = [await someone('linkedin'), await someone('linkedin')];
    const { image, uploadUrl } = await me.begin('images');
    await put(uploadUrl, Buffer.from('words'), { authorization: me.authorization });
    sandbox.pass(2_000);
    const content = { media: { id: image } };
    expect(codeIn(await me.publish({ content }))).toEqual([400, 'MEDIA_ASSET_PROCESSING_FAILED']);
    expect(codeIn(await other.publish({ content }))).toEqual([400, 'INVALID_URN_ID']);
  });

  test('of a member is not read with a login that may only write', async () => {
    const me = await someone('linkedin');
    const { image } = await me.begin('images');
    expect(codeIn(await me.api(`GET /rest/images/${encoded(image)}`))).toEqual([403, 'ACCESS_DENIED']);
  });

  test('that is a video needs every part, and the tags that they were answered with', async () => {
    const me = await someone('linkedin');
    const request = (bytes: number) => ({
      json: {
        initializeUploadRequest: {
          owner: me.author,
          fileSizeBytes: bytes,
          uploadCaptions: false,
          uploadThumbnail: false,
        },
      },
    });
    const begin = 'POST /rest/videos?action=initializeUpload';
    expect((await me.api(begin, request(1_000))).status).toBe(400);
    const { value } = (await me.api(begin, request(100_000))).body as unknown as {
      value: { video: string; uploadToken: string; uploadInstructions: { uploadUrl: string }[] };
    };
    const url = value.uploadInstructions[0]?.uploadUrl ?? '';
    expect((await put(url, Buffer.alloc(99))).status).toBe(400);
    const etag = (await put(url, Buffer.alloc(100_000))).headers.get('etag') ?? '';
    const finish = (tags: string[]) => {
      const { video, uploadToken } = value;
      const json = { finalizeUploadRequest: { video, uploadToken, uploadedPartIds: tags } };
      return me.api('POST /rest/videos?action=finalizeUpload', { json });
    };
    expect([(await finish([])).status, (await finish(['x'])).status]).toEqual([400, 400]);
    expect([(await finish([etag])).status, (await finish([etag])).status]).toEqual([200, 200]);
  });

  test('can be sent for a day', async () => {
    const me = await someone('linkedin');
    const { uploadUrl } = await me.begin('documents');
    sandbox.pass(24 * 60 * 60_000);
    const late = await put(uploadUrl, Buffer.from('%PDF-1.7'), { authorization: me.authorization });
    expect(late.status).toBe(403);
  });
});

test('a comment names its post by its activity, has 1,250 characters, and is deleted by its author', async () => {
  const me = await someone('linkedin_page');
  const object = idOf(await me.publish());
  const comments = `/rest/socialActions/${encoded(object)}/comments`;
  const comment = (text: string) =>
    me.api(`POST ${comments}`, { json: { actor: me.author, object, message: { text } } });
  expect(codeIn(await comment('a'.repeat(1_251)))).toEqual([400, 'FIELD_LENGTH_TOO_LONG']);
  const made = await comment('(More)');
  expect(made.body).toMatchObject({
    id: idOf(made),
    commentUrn: expect.stringMatching(/^urn:li:comment:\(urn:li:activity:\d{19},\d{19}\)$/),
    message: { text: '(More)' },
  });
  expect((await me.api(`GET ${comments}`)).body).toMatchObject({ paging: { total: 1 } });
  expect((await me.api(`DELETE ${comments}/${idOf(made)}`)).status).toBe(400);
  const deletion = `DELETE ${comments}/${idOf(made)}?actor=${encoded(me.author)}`;
  expect([(await me.api(deletion)).status, (await me.api(deletion)).status]).toEqual([204, 404]);
});
