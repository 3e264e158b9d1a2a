import { beforeEach, expect, test } from 'vitest';
import { demoClient } from '../../src/sandbox/demo-client.ts';
import { openFiles } from '../../src/sandbox/files.ts';
import { instagram } from '../../src/sandbox/instagram/instagram.ts';
import { DAY } from '../../src/sandbox/limits.ts';
import { type Answer, type Incoming, type Operation, type PlayedNetwork, Refused } from '../../src/sandbox/network.ts';
import { openStore } from '../../src/sandbox/store.ts';
import { makers } from '../support/images.ts';

const picture = 'https://example.com/a.jpg';
let now: number;
let played: PlayedNetwork;
let image: Buffer;
beforeEach(async () => {
  now = new Date('2026-05-04T10:00:00.000Z').getTime();
  const world = { url: () => 'http://sandbox.test/instagram', now: () => new Date(now), processingMs: 2_000 };
  played = instagram.play({ ...world, store: openStore(null), files: openFiles(null) });
  image = await makers.jpeg.make();
});

function incoming(isRead: boolean, params: Record<string, string>, form: Record<string, string>): Incoming {
  const parameters = new URLSearchParams({ access_token: 'sandbox-token-ada', ...form });
  return {
    params: { version: 'v25.0', user: 'me', ...params },
    query: isRead ? parameters : new URLSearchParams(),
    headers: new Headers(isRead ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    body: isRead ? '' : parameters.toString(),
    bytes: Buffer.alloc(0),
    parts: [],
    fetched: new Map([[picture, { mimeType: 'image/jpeg', bytes: image }]]),
  };
}

/** Asks an operation by its name, as ada. */
function ask(name: string, form: Record<string, string> = {}, params: Record<string, string> = {}): Answer {
  const operation = played.operations.find((one) => one.name === name) as Operation;
  try {
    return operation.run(incoming(operation.method !== 'POST', params, form));
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

const idIn = ({ body }: Answer): string => (body as { id: string }).id;
const refusal = (code: number, error_subcode?: number) => ({
  status: 400,
  body: { error: { code, ...(error_subcode === undefined ? {} : { error_subcode }) } },
});
const publish = (form: Record<string, string>): string =>
  idIn(ask('POST media_publish', { creation_id: idIn(ask('POST media', form)) }));

test.for<[string, Record<string, string>]>([
  ['nothing to show', {}],
  ['a video that is no reel', { media_type: 'VIDEO', video_url: picture }],
  ['four collaborators', { image_url: picture, collaborators: '["a","b","c","d"]' }],
  ['a tag in an image that has no place', { image_url: picture, user_tags: '[{"username":"lin"}]' }],
  ['an alternative text of a story', { media_type: 'STORIES', image_url: picture, alt_text: 'A gull' }],
  ['a caption of an item', { image_url: picture, is_carousel_item: 'true', caption: 'Hello' }],
])('%s is refused', ([, form]) => {
  expect(ask('POST media', form)).toMatchObject(refusal(100));
});

test('a version that is over, and somebody else’s account, are refused', () => {
  const form = { image_url: picture };
  expect(ask('POST media', form, { version: 'v12.0' })).toMatchObject(refusal(2_635));
  expect(ask('POST media', form, { user: '1' })).toMatchObject(refusal(100, 33));
});

test('a container is published once', () => {
  const creation_id = idIn(ask('POST media', { image_url: picture }));
  expect(ask('POST media_publish', { creation_id })).toMatchObject({ status: 200 });
  expect(ask('POST media_publish', { creation_id })).toMatchObject(refusal(24, 2_207_006));
  expect(ask('GET /:id', { fields: 'status_code' }, { id: creation_id }).body).toMatchObject({
    status_code: 'PUBLISHED',
  });
});

test('posts and stories are listed apart, and there are no comments on a story', () => {
  const [post, story] = [publish({ image_url: picture }), publish({ media_type: 'STORIES', image_url: picture })];
  const { body } = ask('GET /:id', { fields: 'user_id' }, { id: 'me' });
  const user = (body as { user_id: string }).user_id;
  const listed = (name: string) => (ask(name, {}, { user }).body as { data: object[] }).data;
  expect([listed('GET /:user/media'), listed('GET /:user/stories')]).toEqual([[{ id: post }], [{ id: story }]]);
  expect(ask('POST /:id/comments', { message: 'First!' }, { id: post })).toMatchObject({ status: 200 });
  expect(ask('POST /:id/comments', { message: 'a'.repeat(2_201) }, { id: post })).toMatchObject(refusal(100));
  expect(ask('POST /:id/comments', { message: 'First!' }, { id: story })).toMatchObject(refusal(100, 33));
});

test('a login without a scope may not do what needs it', () => {
  const authorize = played.operations.find(({ name, method }) => name === 'authorize' && method === 'POST');
  const asked = {
    client_id: demoClient.id,
    redirect_uri: 'http://127.0.0.1/',
    response_type: 'code',
    state: 's',
    scope: 'instagram_business_basic',
  };
  const page = incoming(false, {}, { decision: 'authorise', account: 'ada' });
  const sentTo = authorize?.run({ ...page, query: new URLSearchParams(asked) }).headers?.location ?? '';
  const code = new URL(sentTo).searchParams.get('code') ?? '';
  const token = played.operations.find(({ name }) => name === 'POST /oauth/access_token');
  const client = { client_id: demoClient.id, client_secret: demoClient.secret };
  const form = { ...client, grant_type: 'authorization_code', redirect_uri: 'http://127.0.0.1/', code };
  const given = token?.run({ ...page, body: new URLSearchParams(form).toString() });
  const { access_token } = JSON.parse(String(given?.body)) as { access_token: string };
  expect(ask('GET /:id', { access_token }, { id: 'me' })).toMatchObject({ status: 200 });
  expect(ask('POST media', { access_token, image_url: picture })).toMatchObject(refusal(10));
  now += DAY;
  expect(ask('GET /:id', { access_token }, { id: 'me' })).toMatchObject(refusal(190, 463));
});
