import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { makers } from '../support/images.ts';
import { deliveryTo, made, mutate, readPost } from '../support/posts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
  await fetch(`${app.sandbox.url}/_faults`, { method: 'DELETE' });
});

const both = ['bluesky', 'mastodon'];

describe('publishing', () => {
  it('publishes at once to every account, and every URL opens and shows the text', async () => {
    const content = 'Hello from Postern https://example.com/a?b=c';
    const post = await made(app, 'createPost', { accounts: both, content, publish: true, waitSeconds: 10 });
    expect(post.status).toBe('POSTED');
    expect(post.deliveries).toHaveLength(2);
    for (const delivery of post.deliveries) {
      expect(delivery).toMatchObject({ status: 'POSTED', error: null, attempts: [{ outcome: 'SUCCEEDED' }] });
      expect(await (await fetch(String(delivery.url))).text()).toContain('Hello from Postern');
    }
    expect(await app.sandbox.published()).toMatchObject([{ text: content }, { text: content }]);
  });

  it('publishes containers as a thread, each under the one before', async () => {
    const containers = [{ content: 'one' }, { content: 'two' }, { content: 'three' }];
    const post = await made(app, 'createPost', { accounts: both, containers, publish: true, waitSeconds: 10 });
    expect(post.status).toBe('POSTED');
    const published = await app.sandbox.published();
    for (const network of both) {
      const segments = deliveryTo(post, network).segments;
      expect(segments.map(({ container }) => container.content)).toEqual(['one', 'two', 'three']);
      const thread = published.filter(({ channel }) => channel === network);
      expect(thread.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
      expect(thread.map(({ inReplyTo }) => inReplyTo)).toEqual([null, thread[0]?.id, thread[1]?.id]);
    }
  });

  it('leaves a draft alone until it is published, and publishes it once of two calls at the same moment', async () => {
    const draft = await made(app, 'createPost', { accounts: both, content: 'once' });
    expect(draft).toMatchObject({ status: 'DRAFT', deliveries: [{ status: 'PENDING' }, { status: 'PENDING' }] });
    await app.advance(60_000);
    expect(await app.sandbox.published()).toEqual([]);
    const answers = await Promise.all([1, 2].map(() => mutate(app, 'publishPost', { id: draft.id, waitSeconds: 10 })));
    expect(answers.map(({ post }) => post?.status ?? null).toSorted()).toEqual(['POSTED', null]);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toMatchObject([
      { code: 'ALREADY_PUBLISHED', path: ['input', 'id'] },
    ]);
    expect(await app.sandbox.published()).toHaveLength(2);
  });

  it('publishes a scheduled post at its time, not before', async () => {
    const scheduledAt = new Date((app.app.store?.clock.now().getTime() ?? 0) + 3_600_000).toISOString();
    const post = await made(app, 'createPost', { accounts: both, content: 'later', scheduledAt });
    expect(post.status).toBe('SCHEDULED');
    await app.advance(3_590_000);
    expect((await readPost(app, post.id)).status).toBe('SCHEDULED');
    await app.advance(10_001);
    expect((await readPost(app, post.id)).status).toBe('POSTED');
    expect(await app.sandbox.published()).toHaveLength(2);
  });

  it('lets one failure leave the others alone, and retries that one alone', async () => {
    await app.sandbox.fault({ channel: 'mastodon', fault: 'server_error', times: 5 });
    const { id } = await made(app, 'createPost', { accounts: both, content: 'partly', publish: true });
    await app.settle();
    const failed = await readPost(app, id);
    expect(failed.status).toBe('PARTIALLY_POSTED');
    expect(failed.failedPlatforms).toMatchObject([
      { channel: 'MASTODON', error: { retryable: true, hint: expect.stringContaining('retryFailedPlatforms') } },
    ]);
    await made(app, 'retryFailedPlatforms', { id });
    await app.settle();
    expect((await readPost(app, id)).status).toBe('POSTED');
    expect((await app.sandbox.published()).map(({ channel }) => channel).toSorted()).toEqual(both);
    expect(await mutate(app, 'retryFailedPlatforms', { id })).toMatchObject({
      post: null,
      userErrors: [{ code: 'NOTHING_TO_RETRY' }],
    });
  });

  it('tells of the post’s own moves once each, in order, with the deliveries’ moves between them', async () => {
    const { id } = await made(app, 'createPost', { accounts: both, content: 'told', publish: true, waitSeconds: 10 });
    const events = await app.database.event.findMany({ where: { postId: id }, orderBy: { seq: 'asc' } });
    const told = events.map(({ deliveryId, status, deliveryStatus }) =>
      deliveryId === null ? `post ${status}` : `delivery ${deliveryStatus}`,
    );
    expect([told[0], told.at(-1)]).toEqual(['post PUBLISHING', 'post POSTED']);
    expect(told.slice(1, -1).toSorted()).toEqual([
      'delivery POSTED',
      'delivery POSTED',
      'delivery PUBLISHING',
      'delivery PUBLISHING',
    ]);
    for (const delivery of new Set(events.flatMap(({ deliveryId }) => deliveryId ?? [])))
      expect(
        events.filter(({ deliveryId }) => deliveryId === delivery).map(({ deliveryStatus }) => deliveryStatus),
      ).toEqual(['PUBLISHING', 'POSTED']);
  });

  it('is deleted although a network lets no one remove a part of it, and says what stays', async () => {
    const photo = await makers.jpeg.make();
    const headers = { authorization: `Bearer ${testApiKey}` };
    const url = `${app.url}/media?filename=a.jpg`;
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(photo) });
    const media = [{ id: ((await answer.json()) as { media: { id: string } }).media.id }];
    const { id } = await made(app, 'createPost', { accounts: ['facebook'], type: 'STORY', media, publish: true });
    await app.settle();
    const stories = await app.sandbox.published();
    expect(stories).toMatchObject([{ channel: 'facebook', url: expect.stringMatching(/\/stories\/\d+$/) }]);
    const deletion = `mutation { deletePost(input: { id: "${id}" }) { deletedId removals { outcome message } } }`;
    const { data } = await app.graphql<{ deletePost: unknown }>(deletion);
    const message = expect.stringContaining('no application delete a photo story');
    expect(data.deletePost).toEqual({ deletedId: id, removals: [{ outcome: 'NOT_SUPPORTED', message }] });
    expect(await app.sandbox.published()).toEqual(stories);
  });
});
