import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { type Answer, accountOn, call, done, startPostingModel, storeMedium } from '../support/posting-model.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startPostingModel();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' }));

const inSeconds = (seconds: number) =>
  new Date((app.app.store?.clock.now().getTime() ?? 0) + seconds * 1000).toISOString();
const posts = () => app.database.post.count();

describe('an idempotency key', () => {
  const input = { accounts: ['bluesky'], content: 'once' };

  it('sent twenty times at once makes one post, and nineteen replays of it', async () => {
    const before = await posts();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(app, 'createPost', { ...input, idempotencyKey: 'twenty' })),
    );
    expect(new Set(answers.map(({ post }) => post?.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(19);
    expect(await posts()).toBe(before + 1);
  });

  it('with another input is refused', async () => {
    await done(app, 'createPost', { ...input, idempotencyKey: 'reused' });
    const other = await call(app, 'createPost', { ...input, content: 'other', idempotencyKey: 'reused' });
    expect(other).toMatchObject({
      post: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] }],
    });
  });

  it('is not used up by a refusal', async () => {
    expect(
      await call(app, 'createPost', { accounts: ['bluesky'], content: '', idempotencyKey: 'corrected' }),
    ).toMatchObject({ post: null });
    expect(await call(app, 'createPost', { ...input, idempotencyKey: 'corrected' })).toMatchObject({
      replayed: false,
      userErrors: [],
    });
  });

  it('answers the post as it is now, and is forgotten after a day', async () => {
    const { id } = await done(app, 'createPost', { ...input, idempotencyKey: 'day' });
    await done(app, 'updatePost', { id, content: 'changed' });
    expect(await call(app, 'createPost', { ...input, idempotencyKey: 'day' })).toMatchObject({
      replayed: true,
      post: { id, content: 'changed' },
    });
    await app.advance(86_400_001);
    const later = await call(app, 'createPost', { ...input, idempotencyKey: 'day' });
    expect(later).toMatchObject({ replayed: false });
    expect(later.post?.id).not.toBe(id);
  });

  it('publishes once, and says so to whoever asks again', async () => {
    const { id } = await done(app, 'createPost', input);
    const publish = () => call(app, 'publishPost', { id, idempotencyKey: 'publish', waitSeconds: 10 });
    expect(await publish()).toMatchObject({ replayed: false, post: { status: 'POSTED' } });
    expect(await publish()).toMatchObject({ replayed: true, post: { status: 'POSTED' } });
    expect(await app.sandbox.published()).toHaveLength(1);
  });
});

describe('a version', () => {
  it('lets one of two changes win, and tells the other where the post is now', async () => {
    const { id, version } = await done(app, 'createPost', { accounts: ['bluesky'], content: 'v' });
    const answers = await Promise.all(
      ['a', 'b'].map((content) => call(app, 'updatePost', { id, content, expectedVersion: version })),
    );
    expect(answers.filter(({ post }) => post)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toMatchObject([
      { code: 'VERSION_CONFLICT', currentVersion: version + 1 },
    ]);
  });
});

describe('a scheduled post, a second before its time', () => {
  const changes: [string, (id: string) => Promise<Answer>, string[]][] = [
    ['deleted', (id) => call(app, 'deletePost', { id }), []],
    ['made a draft', (id) => call(app, 'updatePost', { id, scheduledAt: null }), []],
    ['put off', (id) => call(app, 'updatePost', { id, scheduledAt: inSeconds(3_600) }), []],
    [
      'published twice at the same moment',
      async (id) => (await Promise.all([call(app, 'publishPost', { id }), call(app, 'publishPost', { id })]))[0],
      ['due'],
    ],
  ];
  it.each(changes)('%s, does not go out by its old schedule', async (_what, change, live) => {
    const { id } = await done(app, 'createPost', { accounts: ['bluesky'], content: 'due', scheduledAt: inSeconds(60) });
    await app.advance(59_000);
    await change(id);
    await app.advance(60_000);
    expect((await app.sandbox.published()).map(({ text }) => text)).toEqual(live);
  });
});

describe('changing a post', () => {
  it('keeps what is left out, replaces what is given and clears what is null', async () => {
    const media = [{ id: await storeMedium(app, { altText: 'a' }) }];
    const options = { mastodon: { visibility: 'UNLISTED' } };
    const post = await done(app, 'createPost', {
      accounts: ['mastodon'],
      content: 'a',
      media,
      options,
      link: { url: 'https://example.com' },
    });
    expect(await done(app, 'updatePost', { id: post.id, content: 'b' })).toMatchObject({
      content: 'b',
      options,
      link: { url: 'https://example.com' },
      containers: [{ media }],
    });
    expect(await done(app, 'updatePost', { id: post.id, media: [], options: null, link: null })).toMatchObject({
      content: 'b',
      options: null,
      link: null,
      containers: [{ media: [] }],
    });
  });

  it('keeps the deliveries of accounts that stay', async () => {
    const post = await done(app, 'createPost', { accounts: ['bluesky', 'mastodon'], content: 'a' });
    const changed = await done(app, 'updatePost', { id: post.id, accounts: ['mastodon', 'x'] });
    expect(changed.deliveries.map(({ account }) => account.network)).toEqual(['mastodon', 'x']);
    expect(changed.deliveries[0]?.id).toBe(post.deliveries[1]?.id);
  });

  it('changes one container by the shorthand, and asks for all where there are several', async () => {
    const containers = [{ content: 'a' }, { content: 'b' }];
    const { id } = await done(app, 'createPost', { accounts: ['bluesky'], containers });
    expect(await call(app, 'updatePost', { id, content: 'c' })).toMatchObject({
      userErrors: [{ code: 'INVALID', path: ['input', 'content'] }],
    });
  });

  it('looks at the result as a whole, and says what is wrong in what is stored', async () => {
    const { id } = await done(app, 'createPost', { accounts: ['mastodon'], content: 'a'.repeat(400) });
    expect(await call(app, 'updatePost', { id, accounts: ['bluesky'] })).toMatchObject({
      userErrors: [{ code: 'TOO_LONG', channel: 'BLUESKY', path: ['post', 'containers', '0', 'content'] }],
    });
  });
});

describe('an incomplete draft', () => {
  it('is saved with what it lacks as warnings, and not let out', async () => {
    const answer = await call(app, 'createPost', { accounts: ['pinterest'], allowIncomplete: true });
    expect(answer.userErrors).toEqual([]);
    expect(answer.warnings.map(({ code }) => code)).toEqual(['INCOMPLETE', 'INCOMPLETE', 'INCOMPLETE']);
    const id = answer.post?.id;
    expect((await call(app, 'publishPost', { id })).userErrors.map(({ code }) => code)).toEqual([
      'REQUIRED',
      'MEDIA_REQUIRED',
      'OPTION_REQUIRED',
    ]);
    expect((await call(app, 'updatePost', { id, scheduledAt: inSeconds(60), allowIncomplete: true })).post).toBeNull();
  });

  it('cannot name what is not there', async () => {
    expect(await call(app, 'createPost', { accounts: ['nobody'], content: 'x', allowIncomplete: true })).toMatchObject({
      post: null,
      userErrors: [{ code: 'UNKNOWN_ACCOUNT' }],
    });
  });
});

describe('overrides', () => {
  it('resolve for the account, else its channel, else the default', async () => {
    const id = await accountOn(app, 'bluesky');
    const overrides = [
      { channel: 'BLUESKY', content: 'channel' },
      { accountId: id, content: 'account' },
    ];
    const post = await done(app, 'createPost', { accounts: ['bluesky', 'mastodon'], content: 'default', overrides });
    expect(post.deliveries.map(({ segments }) => segments[0]?.content)).toEqual(['account', 'default']);
  });

  it('of the same channel twice, of both kinds or of neither are refused; unused ones are doubtful', async () => {
    const accountId = await accountOn(app, 'bluesky');
    const overrides = [
      { channel: 'BLUESKY', content: 'a' },
      { channel: 'BLUESKY', content: 'b' },
      { content: 'c' },
      { channel: 'X', accountId },
      { channel: 'X', content: 'd' },
    ];
    const { userErrors, warnings } = await call(app, 'createPost', { accounts: ['bluesky'], content: 'x', overrides });
    expect(userErrors.map(({ code, path }) => `${code} ${path.at(-1)}`)).toEqual([
      'INVALID 1',
      'INVALID 2',
      'INVALID 3',
    ]);
    expect(warnings).toMatchObject([{ code: 'OVERRIDE_UNUSED', channel: 'X', path: ['input', 'overrides', '4'] }]);
  });
});

describe('deleting', () => {
  it('a post whose removal failed keeps it, and removes the rest at the next call', async () => {
    const post = await done(app, 'createPost', {
      accounts: ['bluesky', 'mastodon'],
      content: 'stubborn',
      publish: true,
      waitSeconds: 10,
    });
    await app.sandbox.fault({ channel: 'mastodon', operation: 'DELETE /api/v1/statuses/:id', fault: 'server_error' });
    const first = await call(app, 'deletePost', { id: post.id });
    expect(first).toMatchObject({
      deletedId: null,
      post: { deliveries: [{ status: 'REMOVED' }, { status: 'POSTED' }] },
    });
    expect(first.removals?.map(({ outcome }) => outcome)).toEqual(['REMOVED', 'FAILED']);
    expect(await call(app, 'deletePost', { id: post.id })).toMatchObject({
      deletedId: post.id,
      removals: [{ outcome: 'REMOVED' }],
    });
    expect(await app.sandbox.published()).toEqual([]);
  });

  it('leaves what is live where that is asked for', async () => {
    const { id } = await done(app, 'createPost', {
      accounts: ['bluesky'],
      content: 'stays',
      publish: true,
      waitSeconds: 10,
    });
    expect(await call(app, 'deletePost', { id, keepAtNetworks: true })).toMatchObject({ deletedId: id, removals: [] });
    expect(await app.sandbox.published()).toHaveLength(1);
  });

  it('is an event, and a post that is gone is not found', async () => {
    const { id } = await done(app, 'createPost', { accounts: ['bluesky'], content: 'x' });
    await call(app, 'deletePost', { id });
    const event = await app.database.event.findFirstOrThrow({ where: { postId: id }, orderBy: { seq: 'desc' } });
    expect(event).toMatchObject({ previousStatus: 'DRAFT', status: null });
    for (const verb of ['deletePost', 'updatePost', 'publishPost'] as const)
      expect(await call(app, verb, { id })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });
});

it('a content warning counts into the length, as Mastodon counts', async () => {
  const options = { mastodon: { spoilerText: 'b'.repeat(10) } };
  expect(await call(app, 'createPost', { accounts: ['mastodon'], content: 'a'.repeat(490), options })).toMatchObject({
    userErrors: [],
  });
  expect(await call(app, 'createPost', { accounts: ['mastodon'], content: 'a'.repeat(491), options })).toMatchObject({
    userErrors: [{ code: 'TOO_LONG', limit: 500, actual: 501 }],
  });
});

it('a text beside photos may be longer than one beside a video, where the network says so', async () => {
  const photo = await storeMedium(app, { altText: 'x' });
  const film = await storeMedium(app, { kind: 'VIDEO', mimeType: 'video/mp4', durationMs: 5_000 });
  const options = { tiktok: { privacyLevel: 'SELF_ONLY' } };
  const limitOf = async (media: string, length: number) => {
    const input = { accounts: ['tiktok'], content: 'a'.repeat(length), media: [{ id: media }], options };
    const { userErrors } = await call(app, 'createPost', input);
    return userErrors.map(({ code, limit }) => [code, limit]);
  };
  expect(await limitOf(photo, 4_000)).toEqual([]);
  expect(await limitOf(photo, 4_001)).toEqual([['TOO_LONG', 4_000]]);
  expect(await limitOf(film, 2_200)).toEqual([]);
  expect(await limitOf(film, 2_201)).toEqual([['TOO_LONG', 2_200]]);
});

it('an override for an account of nobody, or of another workspace, is refused', async () => {
  const other = await app.database.workspace.create({ data: { id: 'wksp_00000000000000000000000000', name: 'Other' } });
  const id = 'acct_00000000000000000000000000';
  await app.database.account.create({
    data: { id, workspaceId: other.id, channel: 'bluesky', remoteId: 'o', username: 'o', credentials: 'none' },
  });
  for (const accountId of [id, 'acct_none'])
    expect(
      await call(app, 'createPost', {
        accounts: ['bluesky'],
        content: 'x',
        overrides: [{ accountId, content: 'y' }],
        allowIncomplete: true,
      }),
    ).toMatchObject({
      post: null,
      userErrors: [{ code: 'UNKNOWN_ACCOUNT', path: ['input', 'overrides', '0', 'accountId'] }],
    });
});
