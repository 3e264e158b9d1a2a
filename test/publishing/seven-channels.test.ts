import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadLibrary } from '../kill/shapes.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type FileServer, startFileServer } from '../support/file-server.ts';
import { made, type PostView, readPost } from '../support/posts.ts';

type Seen = { channel: string; operation: string; method: string; body: unknown; headers: Record<string, string> };

const channels = ['x', 'linkedin', 'linkedin_page', 'facebook', 'threads', 'bluesky', 'mastodon'];

let app: TestApp;
let pages: FileServer;
let link: string;
let post: PostView;
let seen: Seen[];
beforeAll(async () => {
  pages = await startFileServer();
  app = await startTestApp({ environment: { FETCH_TRUSTED_ORIGINS: pages.origin } });
  const page = '<title>The page</title><meta property="og:description" content="Its words">';
  link = pages.put('/page', page, { 'content-type': 'text/html' });
  const { images } = await uploadLibrary(app);
  await fetch(`${app.sandbox.url}/_requests`, { method: 'DELETE' });
  const noMedia = ['LINKEDIN', 'FACEBOOK', 'BLUESKY'].map((channel) => ({ channel, media: [] }));
  const { id } = await made(app, 'createPost', {
    accounts: await oneOfEach(),
    publish: true,
    link: { url: link },
    containers: [
      {
        content: 'The root (of all) #words',
        media: images.map((image, index) => ({ id: image, altText: `Picture ${index}` })),
        overrides: [{ channel: 'X', content: 'Short for X' }, ...noMedia],
      },
      { content: 'The second', overrides: [{ channel: 'MASTODON', content: 'The second, for Mastodon' }] },
      { content: 'The third' },
    ],
  });
  await app.settle();
  post = await readPost(app, id);
  seen = (await (await fetch(`${app.sandbox.url}/_requests`)).json()) as Seen[];
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await pages[Symbol.asyncDispose]();
});

async function oneOfEach(): Promise<string[]> {
  const accounts = await app.database.account.findMany({ orderBy: { id: 'asc' } });
  return channels.map((channel) => accounts.find((account) => account.channel === channel)?.id ?? '');
}

/** What a channel was asked to write, in order, of one of its operations. */
function sent(channel: string, operation: string): unknown[] {
  return seen.filter((one) => one.channel === channel && one.operation === operation).map(({ body }) => body);
}

/** What a channel was asked to write, in order: its operations' names. */
function written(channel: string): string[] {
  return seen.filter((one) => one.channel === channel && one.method !== 'GET').map(({ operation }) => operation);
}

test('one post with threads, media, a link and overrides goes out on all seven channels', () => {
  expect(post.deliveries.map(({ account, status, error }) => [account.network, status, error])).toEqual(
    expect.arrayContaining(channels.map((channel) => [channel, 'POSTED', null])),
  );
  for (const { segments } of post.deliveries)
    expect(segments.map(({ status }) => status)).toEqual(Array(3).fill('POSTED'));
});

test('x gets each image in its upload, with its alt text, and three posts, each below the one before', () => {
  const upload = ['initialize', ':id/append', ':id/finalize'].map((step) => `POST /2/media/upload/${step}`);
  const image = [...upload, 'POST /2/media/metadata'];
  expect(written('x')).toEqual([...image, ...image, ...Array(3).fill('POST /2/tweets')]);
  expect(sent('x', 'POST /2/media/upload/initialize')).toMatchObject(
    Array(2).fill({ media_type: 'image/jpeg', media_category: 'tweet_image', total_bytes: expect.any(Number) }),
  );
  expect(sent('x', 'POST /2/media/metadata')).toMatchObject(
    [0, 1].map((index) => ({ metadata: { alt_text: { text: `Picture ${index}` } } })),
  );
  const remoteIds = segmentsOn('x').map(({ remoteId }) => remoteId);
  expect(sent('x', 'POST /2/tweets')).toEqual([
    { text: 'Short for X', media: { media_ids: [expect.any(String), expect.any(String)] } },
    { text: 'The second', reply: { in_reply_to_tweet_id: remoteIds[0] } },
    { text: 'The third', reply: { in_reply_to_tweet_id: remoteIds[1] } },
  ]);
});

test('linkedin gets an article with what its page says, little text escaped, and comments on it', () => {
  const [root] = segmentsOn('linkedin');
  expect(sent('linkedin', 'POST /rest/posts')).toMatchObject([
    {
      author: expect.stringMatching(/^urn:li:person:/),
      commentary: String.raw`The root \(of all\) #words`,
      visibility: 'PUBLIC',
      lifecycleState: 'PUBLISHED',
      distribution: { feedDistribution: 'MAIN_FEED' },
      content: { article: { source: link, title: 'The page', description: 'Its words' } },
    },
  ]);
  expect(sent('linkedin', 'POST /rest/socialActions/:urn/comments')).toMatchObject([
    { object: root?.remoteId, message: { text: 'The second' } },
    { object: root?.remoteId, message: { text: 'The third' } },
  ]);
  for (const { headers } of seen.filter(({ channel }) => channel === 'linkedin'))
    expect(headers).toMatchObject({
      'linkedin-version': expect.stringMatching(/^\d{6}$/),
      'x-restli-protocol-version': '2.0.0',
    });
});

test('linkedin_page gets the images uploaded for its organisation, and both in one post', () => {
  const organisation = expect.stringMatching(/^urn:li:organization:/);
  expect(sent('linkedin_page', 'POST /rest/images')).toMatchObject(
    Array(2).fill({ initializeUploadRequest: { owner: organisation } }),
  );
  const images = [0, 1].map((index) => ({ id: expect.stringMatching(/^urn:li:image:/), altText: `Picture ${index}` }));
  expect(sent('linkedin_page', 'POST /rest/posts')).toMatchObject([
    { author: organisation, content: { multiImage: { images } } },
  ]);
  expect(sent('linkedin_page', 'POST /rest/socialActions/:urn/comments')).toHaveLength(2);
});

test('facebook gets the link, which it reads itself, and two comments', () => {
  expect(written('facebook')).toEqual(['POST feed', 'POST comments', 'POST comments']);
  expect(sent('facebook', 'POST feed')).toEqual([{ message: 'The root (of all) #words', link }]);
  expect(sent('facebook', 'POST comments')).toEqual([{ message: 'The second' }, { message: 'The third' }]);
});

test('threads pulls the images into a carousel, and replies to its own posts', () => {
  const [root, second] = segmentsOn('threads').map(({ remoteId }) => remoteId);
  expect(sent('threads', 'POST threads')).toMatchObject([
    {
      media_type: 'IMAGE',
      is_carousel_item: 'true',
      image_url: expect.stringContaining('/media/'),
      alt_text: 'Picture 0',
    },
    {
      media_type: 'IMAGE',
      is_carousel_item: 'true',
      image_url: expect.stringContaining('/media/'),
      alt_text: 'Picture 1',
    },
    { media_type: 'CAROUSEL', children: expect.stringMatching(/^\d+,\d+$/), text: 'The root (of all) #words' },
    { media_type: 'TEXT', text: 'The second', reply_to_id: root },
    { media_type: 'TEXT', text: 'The third', reply_to_id: second },
  ]);
  expect(sent('threads', 'POST threads_publish')).toHaveLength(3);
});

test('bluesky gets a card that Postern made of the page, a facet for the hashtag, and replies with root and parent', () => {
  const [root, second] = segmentsOn('bluesky').map(({ remoteId }) => remoteId);
  expect(sent('bluesky', 'com.atproto.repo.putRecord')).toMatchObject([
    {
      collection: 'app.bsky.feed.post',
      record: {
        text: 'The root (of all) #words',
        facets: [{ index: { byteStart: 18, byteEnd: 24 }, features: [{ tag: 'words' }] }],
        embed: { external: { uri: link, title: 'The page', description: 'Its words' } },
      },
    },
    { record: { text: 'The second', reply: { root: { uri: root }, parent: { uri: root } } } },
    { record: { text: 'The third', reply: { root: { uri: root }, parent: { uri: second } } } },
  ]);
});

test('mastodon gets the images with their descriptions, and its own text of the second', () => {
  expect(sent('mastodon', 'POST /api/v2/media')).toMatchObject(
    [0, 1].map((index) => [
      { name: 'file', mimeType: 'image/jpeg', bytes: expect.any(Number) },
      { name: 'description', value: `Picture ${index}` },
    ]),
  );
  const [root, second] = segmentsOn('mastodon').map(({ remoteId }) => remoteId);
  expect(sent('mastodon', 'POST /api/v1/statuses')).toMatchObject([
    { status: 'The root (of all) #words', media_ids: [expect.any(String), expect.any(String)] },
    { status: 'The second, for Mastodon', in_reply_to_id: root },
    { status: 'The third', in_reply_to_id: second },
  ]);
});

function segmentsOn(network: string) {
  return post.deliveries.find(({ account }) => account.network === network)?.segments ?? [];
}
