import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { call, done, startPostingModel } from '../support/posting-model.ts';

let app: TestApp;
let posts: Record<'posted' | 'failed' | 'waiting', string>;
beforeAll(async () => {
  app = await startPostingModel();
  const publish = async (content: string, fault?: string) => {
    if (fault) await app.sandbox.fault({ channel: 'mastodon', fault });
    const { id } = await done(app, 'createPost', { accounts: ['mastodon'], content, publish: true });
    await app.advance(0);
    return id;
  };
  posts = {
    posted: await publish('posted'),
    failed: await publish('failed', 'media_rejected'),
    waiting: await publish('waiting', 'rate_limited'),
  };
});
afterAll(() => app[Symbol.asyncDispose]());

const calls = (id: string) =>
  fc.oneof(
    fc
      .record(
        {
          content: fc.constantFrom('other', null),
          containers: fc.constant([{ content: 'a' }, { content: 'b' }]),
          accounts: fc.constantFrom(['bluesky'], ['mastodon', 'x']),
          link: fc.constantFrom({ url: 'https://example.com' }, null),
          options: fc.constant({ mastodon: { visibility: 'UNLISTED' } }),
          scheduledAt: fc.constantFrom('2020-01-01T00:00:00Z', new Date(Date.now() + 3_600_000).toISOString(), null),
          type: fc.constant('REEL'),
          allowIncomplete: fc.boolean(),
        },
        { requiredKeys: [] },
      )
      .map((change) => ({ verb: 'updatePost' as const, input: { id, ...change } })),
    fc.constant({ verb: 'publishPost' as const, input: { id } }),
    fc
      .constantFrom('LOOK_UP', 'PUBLISH_AGAIN', 'MARK_POSTED')
      .map((unknown) => ({ verb: 'retryFailedPlatforms' as const, input: { id, unknown } })),
  );

it.each(['posted', 'failed', 'waiting'] as const)(
  'no sequence of calls changes what a post says that is %s',
  async (state) => {
    const id = posts[state];
    const before = await app.database.post.findUniqueOrThrow({
      where: { id },
      include: { containers: true, deliveries: { select: { accountId: true } } },
    });
    await fc.assert(
      fc.asyncProperty(fc.array(calls(id), { minLength: 1, maxLength: 6 }), async (sequence) => {
        for (const { verb, input } of sequence) {
          const { post, userErrors } = await call(app, verb, input);
          if (verb !== 'retryFailedPlatforms')
            expect({ post, codes: userErrors.map(({ code }) => code) }).toEqual({
              post: null,
              codes: [verb === 'updatePost' ? 'IMMUTABLE' : 'ALREADY_PUBLISHED'],
            });
        }
        const after = await app.database.post.findUniqueOrThrow({
          where: { id },
          include: { containers: true, deliveries: { select: { accountId: true } } },
        });
        const { status: _, updatedAt: __, publishedAt: ___, ...content } = after;
        expect(before).toMatchObject(content);
      }),
      { numRuns: 40 },
    );
  },
  60_000,
);
