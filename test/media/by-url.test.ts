import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { type FileServer, startFileServer } from '../support/file-server.ts';
import { picture } from '../support/images.ts';
import { call, done, startPostingModel, storeMedium, validate } from '../support/posting-model.ts';

let app: TestApp;
let server: FileServer;
let png: Buffer;
const opened = new AsyncDisposableStack();
beforeAll(async () => {
  server = opened.use(await startFileServer());
  app = opened.use(await startPostingModel({ FETCH_TRUSTED_ORIGINS: server.origin }));
  png = await picture(32, 24).png().toBuffer();
});
afterAll(() => opened.disposeAsync());
beforeEach(() => {
  server.asked.length = 0;
});

/** How much is written down. */
async function written(): Promise<number[]> {
  const { post, media, container, event } = app.database;
  return Promise.all([post.count(), media.count(), container.count(), event.count()]);
}

async function leavesNothing<Outcome>(action: () => Promise<Outcome>): Promise<Outcome> {
  const before = await written();
  const outcome = await action();
  expect(await written()).toEqual(before);
  return outcome;
}

const pngs = (...names: string[]) => names.map((name) => ({ url: server.put(`/${name}`, png) }));
const create = (input: Record<string, unknown>) => call(app, 'createPost', { content: 'x', ...input });

describe('uploadMediaFromUrl', () => {
  const upload = async (url: string, altText: string | null = null) => {
    const { data } = await app.graphql<{
      uploadMediaFromUrl: { media: Record<string, unknown> | null; userErrors: Record<string, unknown>[] };
    }>(
      `mutation ($input: UploadMediaFromUrlInput!) { uploadMediaFromUrl(input: $input) {
        media { kind mimeType filename width height altText url } userErrors { code message path limit actual unit }
      } }`,
      { input: { url, altText } },
    );
    return data.uploadMediaFromUrl;
  };

  test('takes a file in as its bytes show it, under the name that its URL ends with', async () => {
    const url = server.put('/a/caf%C3%A9%20photo.jpeg?size=2', png, { 'content-type': 'text/html' });
    const { media, userErrors } = await upload(url, ' A wall ');
    expect(userErrors).toEqual([]);
    const facts = { kind: 'IMAGE', mimeType: 'image/png', width: 32, height: 24, altText: 'A wall' };
    expect(media).toMatchObject({ ...facts, filename: 'café photo.png' });
    expect((await fetch(String(media?.url))).headers.get('content-type')).toBe('image/png');
    const redirected = server.put('/moved', (_request, response) =>
      response.writeHead(302, { location: '/a/caf%C3%A9%20photo.jpeg?size=2' }).end(),
    );
    expect((await upload(redirected)).media).toMatchObject({ filename: 'moved.png' });
    expect((await upload(server.put('/%ff/', png))).media).toMatchObject({ filename: 'file.png' });
  });

  test('refuses what cannot be fetched or is no medium, each with its reason, and keeps nothing', async () => {
    const large = server.put('/large', (_request, response) => {
      response.writeHead(200, { 'content-length': String(5 * 1024 ** 3) }).write('x');
    });
    const inside = server.put('/inside', (_request, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
    );
    const cases = [
      ['nonsense', 'INVALID'],
      ['http://127.0.0.1/a.png', 'INVALID'],
      ['https://example.com:8443/a.png', 'INVALID'],
      ['ftp://example.com/a.png', 'INVALID'],
      ['http://localhost/a.png', 'MEDIA_FETCH_FAILED'],
      [`${server.origin}/nowhere`, 'MEDIA_FETCH_FAILED'],
      [inside, 'MEDIA_FETCH_FAILED'],
      [large, 'TOO_LARGE'],
      [server.put('/page', '<html><body>A page</body></html>'), 'MEDIA_UNSUPPORTED'],
      [server.put('/empty', ''), 'MEDIA_UNREADABLE'],
      [server.put('/half.png', png.subarray(0, png.length / 2)), 'MEDIA_UNREADABLE'],
    ] as const;
    const answers = await leavesNothing(() => Promise.all(cases.map(([url]) => upload(url))));
    const told = answers.map(({ userErrors }) => userErrors.map(({ code, path }) => ({ code, path })));
    expect(told).toEqual(cases.map(([, code]) => [{ code, path: ['input', 'url'] }]));
    const messages = answers.flatMap(({ userErrors }) => userErrors.map(({ message }) => String(message)));
    for (const [index, message] of messages.entries()) if (index > 3) expect(message).toContain(cases[index]?.[0]);
    expect(messages.join()).not.toContain('169.254');
    expect(answers[7]?.userErrors[0]).toMatchObject({ limit: 4 * 1024 ** 3, actual: 5 * 1024 ** 3, unit: 'bytes' });
  });

  test('says that URL and alt text are wrong at once, and fetches nothing then', async () => {
    const { userErrors } = await leavesNothing(() => upload('nonsense', 'a'.repeat(10_001)));
    expect(userErrors).toMatchObject([{ code: 'INVALID' }, { code: 'TOO_LONG', path: ['input', 'altText'] }]);
    await upload(`${server.origin}/nowhere`, 'a'.repeat(10_001));
    expect(server.asked).toEqual([]);
  });
});

describe('a post’s media by URL', () => {
  test('are fetched once each, all at the same time, outside of any transaction, and come into the library', async () => {
    const waiting: (() => void)[] = [];
    const together = (path: string) =>
      server.put(path, async (_request, response) => {
        waiting.push(() => response.end(png));
        if (waiting.length < 3) return;
        const [open] = await app.database.$queryRaw<{ count: number }[]>`select count(*)::int as count
          from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`;
        expect(open).toEqual({ count: 0 });
        for (const answer of waiting) answer();
      });
    const [a, b, c] = [together('/a.png'), together('/b.png'), together('/c.png')];
    const [, media] = await written();
    const post = await done(app, 'createPost', {
      accounts: ['mastodon', 'bluesky'],
      content: 'x',
      media: [{ url: b }, { id: await storeMedium(app, { altText: 'd' }) }, { url: a, altText: 'First' }, { url: b }],
      overrides: [{ channel: 'BLUESKY', media: [{ url: a }, { url: c }] }],
    });
    expect(server.asked.toSorted()).toEqual(['/a.png', '/b.png', '/c.png']);
    const [root] = post.containers;
    const ids = root?.media.map(({ id }) => id) ?? [];
    expect(root?.media).toMatchObject([{ filename: 'b.png' }, {}, { filename: 'a.png' }, { filename: 'b.png' }]);
    expect(ids[3]).toBe(ids[0]);
    expect(root?.overrides[0]?.media?.[0]?.id).toBe(ids[2]);
    expect(await app.database.media.count()).toBe(Number(media) + 4);
  });

  test('of which one cannot be fetched: every place of it is named, and nothing is created', async () => {
    const [first, , last] = pngs('first.png', 'skipped.png', 'last.png');
    const gone = { url: `${server.origin}/gone.png` };
    const overrides = [{ channel: 'MASTODON', media: [gone] }];
    const media = [first, gone, last];
    for (const allowIncomplete of [false, true]) {
      const answer = await leavesNothing(() =>
        create({ accounts: ['bluesky', 'mastodon'], media, overrides, allowIncomplete }),
      );
      const error = { code: 'MEDIA_FETCH_FAILED', message: expect.stringContaining(gone.url) };
      expect(answer).toMatchObject({
        post: null,
        userErrors: [
          { ...error, path: ['input', 'media', '1', 'url'] },
          { ...error, path: ['input', 'overrides', '0', 'media', '0', 'url'] },
        ],
      });
    }
  });

  test('from eleven different URLs are too many, also for an incomplete draft, and none is fetched; ten are not', async () => {
    const urls = pngs(...Array.from({ length: 11 }, (_, index) => `${index}.png`));
    const containers = urls.map((medium) => ({ media: [medium] }));
    const input = { accounts: ['bluesky'], containers, content: null };
    const tooMany = { code: 'TOO_MANY', limit: 10, actual: 11, path: ['input', 'containers', '10', 'media'] };
    for (const allowIncomplete of [false, true]) {
      expect(await leavesNothing(() => create({ ...input, allowIncomplete }))).toMatchObject({ userErrors: [tooMany] });
      expect(await validate(app, { ...input, allowIncomplete })).toMatchObject({ userErrors: [tooMany] });
    }
    expect(server.asked).toEqual([]);
    const ten = [...containers.slice(0, 10), { media: urls.slice(0, 1) }];
    expect(await create({ ...input, containers: ten })).toMatchObject({ userErrors: [] });
    expect(server.asked).toHaveLength(10);
  });

  test('are not fetched where anything else is wrong, and all of it is told at once', async () => {
    const [good = { url: '' }] = pngs('good.png');
    const media = [good, { url: 'http://10.0.0.1/a.png' }, { ...good, id: await storeMedium(app) }, {}];
    const answer = await leavesNothing(() => create({ accounts: ['bluesky', 'nobody'], media }));
    expect(answer.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'UNKNOWN_ACCOUNT input.accounts.1',
      'INVALID input.media.2',
      'INVALID input.media.3',
      'INVALID input.media.1.url',
    ]);
    expect(server.asked).toEqual([]);
  });

  test('are counted before they are fetched, as far as their kind does not matter', async () => {
    const media = pngs('1.png', '2.png', '3.png', '4.png', '5.png');
    expect(await create({ accounts: ['mastodon'], media })).toMatchObject({
      userErrors: [{ code: 'TOO_MANY', limit: 4, actual: 5, path: ['input', 'media'], channel: 'MASTODON' }],
    });
    expect(server.asked).toEqual([]);
    expect(await validate(app, { accounts: ['instagram'], media: media.slice(0, 1) })).toMatchObject({ valid: true });
  });

  test('are checked again as what they are', async () => {
    const [medium] = pngs('still.png');
    const input = { accounts: ['youtube'], media: [medium], options: { youtube: { title: 'A film' } } };
    expect(await validate(app, input)).toMatchObject({ valid: true });
    const answer = await leavesNothing(() => create(input));
    expect(answer.userErrors).toMatchObject([
      { code: 'MEDIA_UNSUPPORTED', channel: 'YOUTUBE', path: ['input', 'media', '0'] },
    ]);
    expect(await create({ ...input, allowIncomplete: true })).toMatchObject({
      post: { containers: [{ media: [{ filename: 'still.png' }] }] },
      warnings: expect.arrayContaining([expect.objectContaining({ code: 'INCOMPLETE' })]),
    });
  });

  test('are shown by validatePost as they are given: not fetched, and said to be so', async () => {
    const [medium = { url: '' }] = pngs('unseen.png');
    const query = `query ($input: CreatePostInput!) { validatePost(input: $input) { valid
      warnings { code path } variants { containers { media { url kind altText media { id } } } } } }`;
    const media = [{ ...medium, altText: 'Words' }, medium];
    const { data } = await app.graphql(query, { input: { accounts: ['bluesky'], media } });
    const unknown = { url: medium.url, kind: null, media: null };
    expect(data).toEqual({
      validatePost: {
        valid: true,
        warnings: [{ code: 'MEDIA_NOT_CHECKED', path: ['input', 'media', '0', 'url'] }],
        variants: [
          {
            containers: [
              {
                media: [
                  { ...unknown, altText: 'Words' },
                  { ...unknown, altText: null },
                ],
              },
            ],
          },
        ],
      },
    });
    expect(server.asked).toEqual([]);
  });
});

describe('an idempotency key', () => {
  test('fetches nothing again for a replay, and is not used up by what cannot be fetched', async () => {
    const url = `${server.origin}/keyed.png`;
    const input = { accounts: ['bluesky'], media: [{ url }], idempotencyKey: 'by url' };
    expect(await create(input)).toMatchObject({ post: null, userErrors: [{ code: 'MEDIA_FETCH_FAILED' }] });
    pngs('keyed.png');
    const { post } = await create(input);
    server.asked.length = 0;
    expect(await create(input)).toMatchObject({ post: { id: post?.id }, replayed: true });
    expect(await create({ ...input, media: [{ url: `${url}?2` }] })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    expect(server.asked).toEqual([]);
  });

  test('sent by twins at the same moment gives one post, and one medium', async () => {
    const [posts = 0, media = 0] = await written();
    const input = { accounts: ['bluesky'], media: pngs('twins.png'), idempotencyKey: 'twins' };
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(input)));
    expect(new Set(answers.map(({ post }) => post?.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(3);
    expect((await written()).slice(0, 2)).toEqual([posts + 1, media + 1]);
  });
});

describe('updatePost', () => {
  test('fetches what a change names, and changes nothing where it cannot', async () => {
    const { id, version } = await done(app, 'createPost', { accounts: ['bluesky'], content: 'before' });
    const gone = [{ url: `${server.origin}/gone.png` }];
    const refused = await leavesNothing(() => call(app, 'updatePost', { id, content: 'after', media: gone }));
    expect(refused).toMatchObject({
      post: null,
      userErrors: [{ code: 'MEDIA_FETCH_FAILED', path: ['input', 'media', '0', 'url'] }],
    });
    const changed = await done(app, 'updatePost', { id, media: pngs('new.png'), expectedVersion: version });
    expect(changed).toMatchObject({ content: 'before', containers: [{ media: [{ filename: 'new.png' }] }] });
    server.asked.length = 0;
    expect(await call(app, 'updatePost', { id, media: pngs('new.png'), expectedVersion: version })).toMatchObject({
      userErrors: [{ code: 'VERSION_CONFLICT' }],
    });
    expect(server.asked).toEqual([]);
  });

  test('fetches nothing for a post that has started', async () => {
    const { id } = await done(app, 'createPost', {
      accounts: ['bluesky'],
      content: 'x',
      publish: true,
      waitSeconds: 10,
    });
    expect(await call(app, 'updatePost', { id, media: pngs('late.png') })).toMatchObject({
      userErrors: [{ code: 'IMMUTABLE' }],
    });
    expect(server.asked).toEqual([]);
  });
});
