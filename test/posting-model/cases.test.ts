// One row a rule of the two API descriptions that Postern implements. `says` is the sentence that it comes from, in our own words.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { tinyPdf } from '../support/documents.ts';
import { type FileServer, startFileServer } from '../support/file-server.ts';
import { picture } from '../support/images.ts';
import { accountOn, call, done, startPostingModel, storeMedium } from '../support/posting-model.ts';
import { tinyMp4 } from '../support/videos.ts';

let app: TestApp;
let server: FileServer;
beforeAll(async () => {
  server = await startFileServer();
  app = await startPostingModel({ FETCH_TRUSTED_ORIGINS: server.origin });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
  await fetch(`${app.sandbox.url}/_faults`, { method: 'DELETE' });
});

const now = () => app.app.store?.clock.now().getTime() ?? 0;
const inMinutes = (minutes: number) => new Date(now() + minutes * 60_000).toISOString();
const create = (input: Record<string, unknown>) => call(app, 'createPost', input);
const live = async () => (await app.sandbox.published()).map(({ channel, text }) => `${channel}: ${text}`).toSorted();

type Case = { says: string; holds(): Promise<void> };

const first: Case[] = [
  {
    says: 'The smallest post is a text to one account, and it is a draft.',
    async holds() {
      expect(await create({ accounts: ['bluesky'], content: 'small' })).toMatchObject({
        post: { status: 'DRAFT', isDraft: true },
        userErrors: [],
      });
    },
  },
  {
    says: 'A draft is not published by itself.',
    async holds() {
      await done(app, 'createPost', { accounts: ['bluesky'], content: 'waits' });
      await app.advance(3_600_000);
      expect(await live()).toEqual([]);
    },
  },
  {
    says: 'Publishing a draft takes a call of its own.',
    async holds() {
      const { id } = await done(app, 'createPost', { accounts: ['bluesky'], content: 'later' });
      expect(await call(app, 'publishPost', { id, waitSeconds: 10 })).toMatchObject({ post: { status: 'POSTED' } });
      expect(await live()).toEqual(['bluesky: later']);
    },
  },
  {
    says: 'One call creates and publishes.',
    async holds() {
      expect(await create({ accounts: ['bluesky'], content: 'at once', publish: true, waitSeconds: 10 })).toMatchObject(
        { post: { status: 'POSTED' } },
      );
    },
  },
  {
    says: 'A text alone is the same on every selected channel.',
    async holds() {
      await create({ accounts: ['bluesky', 'mastodon'], content: 'same', publish: true, waitSeconds: 10 });
      expect(await live()).toEqual(['bluesky: same', 'mastodon: same']);
    },
  },
  {
    says: 'A channel can have a text of its own; the default serves the others.',
    async holds() {
      const overrides = [{ channel: 'MASTODON', content: 'for mastodon' }];
      await create({
        accounts: ['bluesky', 'mastodon'],
        content: 'default',
        overrides,
        publish: true,
        waitSeconds: 10,
      });
      expect(await live()).toEqual(['bluesky: default', 'mastodon: for mastodon']);
    },
  },
  {
    says: 'A text that passes the limit of any selected channel fails validation.',
    async holds() {
      const answer = await create({ accounts: ['bluesky', 'mastodon'], content: 'a'.repeat(301) });
      expect(answer).toMatchObject({
        post: null,
        userErrors: [{ code: 'TOO_LONG', channel: 'BLUESKY', limit: 300, actual: 301, path: ['input', 'content'] }],
      });
    },
  },
  {
    says: 'Limits are checked on what each channel gets, not on the default.',
    async holds() {
      const overrides = [{ channel: 'BLUESKY', content: 'short' }];
      expect(await create({ accounts: ['bluesky', 'mastodon'], content: 'a'.repeat(400), overrides })).toMatchObject({
        userErrors: [],
      });
    },
  },
  {
    says: 'An account id stands for one profile, not for the platform.',
    async holds() {
      const id = await accountOn(app, 'bluesky');
      expect(await create({ accounts: [id], content: 'one' })).toMatchObject({ post: { accounts: [{ id }] } });
    },
  },
  {
    says: 'The type is an ordinary post where none is given.',
    async holds() {
      expect(await create({ accounts: ['bluesky'], content: 'plain' })).toMatchObject({ post: { type: 'POST' } });
    },
  },
  {
    says: 'A story or a reel without media is refused.',
    async holds() {
      for (const type of ['STORY', 'REEL'])
        expect((await create({ accounts: ['instagram'], content: 'x', type })).userErrors).toContainEqual(
          expect.objectContaining({ code: 'MEDIA_REQUIRED', channel: 'INSTAGRAM' }),
        );
    },
  },
  {
    says: 'Uploaded media are named by their ids, in one ordered list.',
    async holds() {
      const media = [await storeMedium(app), await storeMedium(app)];
      const { post } = await create({ accounts: ['mastodon'], content: 'two', media: media.map((id) => ({ id })) });
      expect(post?.containers[0]?.media.map(({ id }) => id)).toEqual(media);
    },
  },
  {
    says: 'Media can be given by URL, ten at most, and are fetched.',
    async holds() {
      const jpeg = await picture(32, 32).jpeg().toBuffer();
      const urls = Array.from({ length: 11 }, (_, index) => server.put(`/${index}.jpg`, jpeg));
      const media = urls.map((url) => ({ url }));
      const { post } = await create({ accounts: ['mastodon'], content: 'x', media: media.slice(0, 2) });
      expect(post?.containers[0]?.media).toMatchObject([{ filename: '0.jpg' }, { filename: '1.jpg' }]);
      const { userErrors } = await create({ accounts: ['instagram'], content: 'x', media });
      expect(userErrors).toContainEqual(expect.objectContaining({ code: 'TOO_MANY', limit: 10, unit: 'URLs' }));
    },
  },
  {
    says: 'Media by id and by URL can be combined in one list.',
    async holds() {
      const id = await storeMedium(app);
      const url = server.put('/combined.png', await picture(32, 32).png().toBuffer());
      const { post } = await create({ accounts: ['mastodon'], content: 'x', media: [{ url }, { id }] });
      expect(post?.containers[0]?.media).toMatchObject([{ filename: 'combined.png' }, { id }]);
    },
  },
  {
    says: 'A video is taken where a channel takes videos.',
    async holds() {
      const film = await tinyMp4({ durationMs: 5_000, width: 360, height: 640 });
      const media = [{ url: server.put('/film.mp4', film) }];
      const { post } = await create({
        accounts: ['tiktok'],
        media,
        options: { tiktok: { privacyLevel: 'SELF_ONLY' } },
      });
      expect(post?.containers[0]?.media).toMatchObject([{ filename: 'film.mp4' }]);
      const known = post?.containers[0]?.media.map(({ id }) => ({ id }));
      expect(await create({ accounts: ['google_business'], content: 'x', media: known })).toMatchObject({
        post: null,
        userErrors: [{ code: 'MEDIA_UNSUPPORTED', channel: 'GOOGLE_BUSINESS', path: ['input', 'media', '0'] }],
      });
    },
  },
  {
    says: 'A PDF is taken on LinkedIn.',
    async holds() {
      const media = [{ url: server.put('/paper.pdf', tinyPdf()) }];
      const { post } = await create({ accounts: ['linkedin', 'linkedin_page'], content: 'x', media });
      expect(post?.containers[0]?.media).toMatchObject([{ filename: 'paper.pdf' }]);
      expect(await create({ accounts: ['mastodon'], content: 'x', media })).toMatchObject({
        post: null,
        userErrors: [{ code: 'MEDIA_UNSUPPORTED', channel: 'MASTODON', path: ['input', 'media', '0'] }],
      });
    },
  },
  {
    says: 'A channel can have media of its own, and an empty list opts it out.',
    async holds() {
      const id = await storeMedium(app);
      const overrides = [{ channel: 'BLUESKY', media: [] }];
      const { post } = await create({ accounts: ['bluesky', 'mastodon'], content: 'x', media: [{ id }], overrides });
      expect(post?.containers[0]).toMatchObject({
        media: [{ id }],
        overrides: [{ channel: 'BLUESKY', content: null, media: [] }],
      });
    },
  },
  {
    says: 'A link makes a card on LinkedIn and Facebook; other channels ignore it and say so.',
    async holds() {
      const link = { url: 'https://example.com/a', title: 'A' };
      const answer = await create({
        accounts: ['linkedin', 'linkedin_page', 'facebook', 'threads'],
        content: 'x',
        link,
      });
      expect(answer).toMatchObject({ post: { link }, userErrors: [] });
      const dropped = answer.warnings.filter(({ code }) => code === 'LINK_IGNORED').map(({ channel }) => channel);
      expect(dropped).not.toContain('LINKEDIN');
      expect(dropped).not.toContain('FACEBOOK');
    },
  },
  {
    says: 'A link must be a valid web address.',
    async holds() {
      for (const url of ['example.com', 'ftp://example.com', ''])
        expect(await create({ accounts: ['facebook'], content: 'x', link: { url } })).toMatchObject({
          userErrors: [{ code: 'INVALID', path: ['input', 'link', 'url'] }],
        });
    },
  },
  {
    says: 'Where there are both media and a link, media wins.',
    async holds() {
      const media = [{ id: await storeMedium(app, { altText: 'x' }) }];
      const { warnings } = await create({
        accounts: ['facebook'],
        content: 'x',
        media,
        link: { url: 'https://example.com' },
      });
      expect(warnings).toMatchObject([{ code: 'LINK_IGNORED', channel: 'FACEBOOK' }]);
    },
  },
  {
    says: 'A scheduled post goes out at its time, and moves from scheduled to posted by itself.',
    async holds() {
      const { id, status } = await done(app, 'createPost', {
        accounts: ['bluesky'],
        content: 'on time',
        scheduledAt: inMinutes(30),
      });
      expect(status).toBe('SCHEDULED');
      await app.advance(30 * 60_000 + 1);
      expect(await live()).toEqual(['bluesky: on time']);
      expect(await call(app, 'publishPost', { id })).toMatchObject({ userErrors: [{ code: 'ALREADY_PUBLISHED' }] });
    },
  },
  {
    says: 'A draft can be scheduled later.',
    async holds() {
      const { id } = await done(app, 'createPost', { accounts: ['bluesky'], content: 'then' });
      expect(await done(app, 'updatePost', { id, scheduledAt: inMinutes(5) })).toMatchObject({ status: 'SCHEDULED' });
      await app.advance(5 * 60_000 + 1);
      expect(await live()).toEqual(['bluesky: then']);
    },
  },
  {
    says: 'What only one platform has is given under its name.',
    async holds() {
      const options = { mastodon: { visibility: 'UNLISTED' } };
      expect(await create({ accounts: ['mastodon'], content: 'x', options })).toMatchObject({ post: { options } });
    },
  },
  {
    says: 'Publishing gives the address of the post at each network.',
    async holds() {
      const post = await done(app, 'createPost', {
        accounts: ['bluesky', 'mastodon'],
        content: 'where',
        publish: true,
        waitSeconds: 10,
      });
      for (const { url } of post.deliveries) expect((await fetch(String(url))).status).toBe(200);
    },
  },
  {
    says: 'Drafts and scheduled posts can be changed, in any field.',
    async holds() {
      const { id } = await done(app, 'createPost', {
        accounts: ['bluesky'],
        content: 'old',
        scheduledAt: inMinutes(60),
      });
      const changed = await done(app, 'updatePost', {
        id,
        content: 'new',
        accounts: ['mastodon'],
        link: { url: 'https://example.com' },
      });
      expect(changed).toMatchObject({
        status: 'SCHEDULED',
        content: 'new',
        version: 2,
        accounts: [{ network: 'mastodon' }],
        link: { url: 'https://example.com' },
      });
    },
  },
  {
    says: 'A posted post cannot be changed.',
    async holds() {
      const { id } = await done(app, 'createPost', {
        accounts: ['bluesky'],
        content: 'fixed',
        publish: true,
        waitSeconds: 10,
      });
      expect(await call(app, 'updatePost', { id, content: 'other' })).toMatchObject({
        post: null,
        userErrors: [{ code: 'IMMUTABLE', path: ['input', 'id'] }],
      });
    },
  },
  {
    says: 'Deleting removes the post, and what is live from the platform.',
    async holds() {
      const { id } = await done(app, 'createPost', {
        accounts: ['bluesky', 'mastodon'],
        content: 'gone',
        publish: true,
        waitSeconds: 10,
      });
      const answer = await call(app, 'deletePost', { id });
      expect(answer).toMatchObject({
        deletedId: id,
        post: null,
        removals: [{ outcome: 'REMOVED' }, { outcome: 'REMOVED' }],
      });
      expect(await live()).toEqual([]);
    },
  },
  {
    says: 'Deleting a scheduled post cancels it.',
    async holds() {
      const { id } = await done(app, 'createPost', {
        accounts: ['bluesky'],
        content: 'never',
        scheduledAt: inMinutes(1),
      });
      expect(await call(app, 'deletePost', { id })).toMatchObject({ deletedId: id, removals: [] });
      await app.advance(120_000);
      expect(await live()).toEqual([]);
    },
  },
  {
    says: 'A post that reached some channels only is partly posted, and says why the others failed.',
    async holds() {
      await app.sandbox.fault({ channel: 'mastodon', fault: 'media_rejected' });
      const post = await done(app, 'createPost', {
        accounts: ['bluesky', 'mastodon'],
        content: 'partly',
        publish: true,
        waitSeconds: 10,
      });
      expect(post).toMatchObject({ status: 'PARTIALLY_POSTED', failedPlatforms: [{ channel: 'MASTODON' }] });
      expect(await done(app, 'retryFailedPlatforms', { id: post.id, waitSeconds: 10 })).toMatchObject({
        status: 'POSTED',
        failedPlatforms: [],
      });
      expect(await live()).toEqual(['bluesky: partly', 'mastodon: partly']);
    },
  },
  {
    says: 'A post that reached no channel has failed.',
    async holds() {
      await app.sandbox.fault({ channel: 'mastodon', fault: 'media_rejected' });
      expect(
        await done(app, 'createPost', { accounts: ['mastodon'], content: 'no', publish: true, waitSeconds: 10 }),
      ).toMatchObject({ status: 'FAILED' });
    },
  },
];

const second: Case[] = [
  {
    says: 'Containers are the segments: the first is the root, the rest are published as replies.',
    async holds() {
      const containers = [{ content: 'root' }, { content: 'reply' }];
      await create({ accounts: ['bluesky'], containers, publish: true, waitSeconds: 10 });
      const published = await app.sandbox.published();
      expect(published.map(({ text, inReplyTo }) => [text, inReplyTo])).toEqual([
        ['root', null],
        ['reply', published[0]?.id],
      ]);
    },
  },
  {
    says: 'Either a text or containers must be given.',
    async holds() {
      expect(await create({ accounts: ['bluesky'] })).toMatchObject({
        userErrors: [{ code: 'REQUIRED', path: ['input', 'content'] }],
      });
      expect(
        (await create({ accounts: ['bluesky'], content: 'x', containers: [{ content: 'y' }] })).userErrors,
      ).toMatchObject([{ code: 'INVALID', path: ['input', 'containers'] }]);
    },
  },
  {
    says: 'Accounts can be named by network or by username, and a name that matches several selects them all.',
    async holds() {
      const namesakes = await app.database.account.findMany({ where: { username: 'marlowpress' } });
      const networks = namesakes.map(({ channel }) => channel);
      expect(networks).toContain('threads');
      const named = { accounts: ['bsky', '@MarlowPress'], content: 'x', allowIncomplete: true };
      const { post } = await create(named);
      expect(post?.accounts.map(({ network }) => network).toSorted()).toEqual(['bluesky', ...networks].toSorted());
    },
  },
  {
    says: 'At least one account is named.',
    async holds() {
      expect(await create({ accounts: [], content: 'x' })).toMatchObject({
        userErrors: [{ code: 'REQUIRED', path: ['input', 'accounts'] }],
      });
    },
  },
  {
    says: 'A time in the past publishes at once.',
    async holds() {
      const post = await done(app, 'createPost', {
        accounts: ['bluesky'],
        content: 'past',
        scheduledAt: inMinutes(-5),
        waitSeconds: 10,
      });
      expect(post.status).toBe('POSTED');
    },
  },
  {
    says: 'Thirty days ahead is the furthest.',
    async holds() {
      const day = 24 * 60;
      expect(await create({ accounts: ['bluesky'], content: 'x', scheduledAt: inMinutes(30 * day - 1) })).toMatchObject(
        { userErrors: [] },
      );
      expect(await create({ accounts: ['bluesky'], content: 'x', scheduledAt: inMinutes(30 * day + 1) })).toMatchObject(
        {
          userErrors: [{ code: 'SCHEDULED_TOO_FAR', path: ['input', 'scheduledAt'], limit: 30, unit: 'days' }],
        },
      );
    },
  },
  {
    says: 'Pinterest needs a board.',
    async holds() {
      const media = [{ id: await storeMedium(app) }];
      const { userErrors } = await create({ accounts: ['pinterest'], content: 'pin', media });
      expect(userErrors).toMatchObject([
        { code: 'OPTION_REQUIRED', channel: 'PINTEREST', path: ['input', 'options', 'pinterest', 'boardId'] },
      ]);
      expect(
        await create({ accounts: ['pinterest'], content: 'pin', media, options: { pinterest: { boardId: '1' } } }),
      ).toMatchObject({ userErrors: [] });
    },
  },
  {
    says: 'The answer tells the accounts, the containers and the times.',
    async holds() {
      const scheduledAt = inMinutes(10);
      const { post } = await create({ accounts: ['mastodon'], content: 'told', scheduledAt });
      expect(post).toMatchObject({
        publishedAt: null,
        scheduledAt,
        occursAt: scheduledAt,
        isDraft: false,
        accounts: [{ network: 'mastodon', username: 'marlow' }],
      });
      expect(post?.containers).toMatchObject([{ id: expect.stringMatching(/^cont_/), content: 'told', media: [] }]);
    },
  },
  {
    says: 'A refusal names every field that is wrong.',
    async holds() {
      const { post, userErrors } = await create({
        accounts: ['nobody', 'bluesky'],
        containers: [{ content: '' }, { content: 'a'.repeat(301) }],
        scheduledAt: inMinutes(99_999),
      });
      expect(post).toBeNull();
      expect(userErrors.map(({ code, path }) => [code, path.join('.')])).toEqual([
        ['UNKNOWN_ACCOUNT', 'input.accounts.0'],
        ['REQUIRED', 'input.containers.0.content'],
        ['TOO_LONG', 'input.containers.1.content'],
        ['SCHEDULED_TOO_FAR', 'input.scheduledAt'],
      ]);
    },
  },
];

describe('the first description', () => {
  it.each(first)('$says', ({ holds }) => holds());
});

describe('the second description', () => {
  it.each(second)('$says', ({ holds }) => holds());
});
