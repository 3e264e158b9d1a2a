import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { platforms } from '../../src/platforms/index.ts';
import type { TestApp } from '../support/app.ts';
import { accountOn, call, startPostingModel, storeMedium, validate } from '../support/posting-model.ts';

let app: TestApp;
let ids: { account: string; media: string[] };
beforeAll(async () => {
  app = await startPostingModel();
  const media = [
    await storeMedium(app),
    await storeMedium(app, { kind: 'VIDEO', mimeType: 'video/mp4', durationMs: 9_000 }),
    await storeMedium(app, { bytes: 60_000_000, width: 4000, height: 400 }),
  ];
  ids = { account: await accountOn(app, 'bluesky'), media };
});
afterAll(() => app[Symbol.asyncDispose]());

const channels = [...platforms.keys()];
const text = fc.oneof(
  fc.constantFrom(
    '',
    '  ',
    'Hello',
    'https://example.com/a',
    '👩‍👩‍👧‍👦 family',
    '日本語',
    'a'.repeat(281),
    'a'.repeat(501),
    'é'.repeat(2201),
    'null\u0000character',
    'half a \ud83d character',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const known = () => fc.constantFrom(...ids.media, 'media_none');
const described = { altText: maybe(fc.constantFrom('described', 'null\u0000character', null)) };
/** What validatePost would have to fetch is for test/media/by-url.test.ts. */
const refusedUrl = fc.constantFrom('http://127.0.0.1/a.png', 'https://example.com:8443/a.png', 'nowhere');
const media = () =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ id: known(), ...described }, { requiredKeys: ['id'] }) },
      { weight: 1, arbitrary: fc.record({ id: maybe(known()), url: refusedUrl, ...described }, { requiredKeys: [] }) },
    ),
    { maxLength: 5 },
  );
const channel = fc.constantFrom(...channels.map((network) => network.toUpperCase()));
const override = () =>
  fc.record(
    {
      channel: maybe(channel),
      accountId: maybe(fc.constantFrom(ids.account, 'acct_none')),
      content: maybe(fc.oneof(text, fc.constant(null))),
      media: maybe(media()),
    },
    { requiredKeys: [] },
  );
const container = () =>
  fc.record(
    { content: maybe(text), media: maybe(media()), overrides: maybe(fc.array(override(), { maxLength: 3 })) },
    { requiredKeys: [] },
  );
const options = fc.record(
  {
    pinterest: maybe(fc.record({ boardId: maybe(fc.constantFrom('1', '')) }, { requiredKeys: [] })),
    mastodon: maybe(
      fc.record(
        { visibility: maybe(fc.constantFrom('PUBLIC', 'UNLISTED')), spoilerText: maybe(text) },
        { requiredKeys: [] },
      ),
    ),
    youtube: maybe(fc.record({ title: maybe(text) }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
);
const time = fc.constantFrom(
  '2020-01-01T00:00:00Z',
  '2035-01-01T00:00:00+02:00',
  null,
  new Date(Date.now() + 3_600_000).toISOString(),
);
const entries = () =>
  fc.array(fc.constantFrom(...channels, '@MARLOW', 'twitter', 'nobody', ids.account, 'acct_none'), { maxLength: 6 });

/** Inputs that the schema takes: most are wrong in one way or several. */
const inputs = () =>
  fc.record(
    {
      accounts: entries(),
      content: maybe(fc.oneof(text, fc.constant(null))),
      media: maybe(media()),
      overrides: maybe(fc.array(override(), { maxLength: 3 })),
      containers: maybe(fc.array(container(), { maxLength: 4 })),
      type: maybe(fc.constantFrom('POST', 'STORY', 'REEL', null)),
      link: maybe(
        fc.record(
          { url: fc.constantFrom('https://example.com', 'nowhere', ''), title: maybe(text) },
          { requiredKeys: ['url'] },
        ),
      ),
      options: maybe(options),
      accountOptions: maybe(
        fc.array(fc.record({ accountId: fc.constantFrom(ids.account, 'acct_none'), options }), { maxLength: 2 }),
      ),
      scheduledAt: maybe(time),
      allowIncomplete: maybe(fc.boolean()),
    },
    { requiredKeys: ['accounts'] },
  );

const withoutUndefined = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

it('validatePost and createPost say the same of every input, in the same order, and a refusal writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(inputs(), async (generated) => {
      const input = withoutUndefined(generated);
      const before = await app.database.post.count();
      const validation = await validate(app, input);
      const created = await call(app, 'createPost', input);
      expect(created.userErrors.map(({ currentVersion: _, ...error }) => error)).toEqual(validation.userErrors);
      expect(created.warnings).toEqual(validation.warnings);
      expect(created.post !== null).toBe(validation.valid);
      expect(await app.database.post.count()).toBe(before + (validation.valid ? 1 : 0));
    }),
    { numRuns: 400 },
  );
}, 120_000);

it('what an account gets does not depend on the others', async () => {
  await fc.assert(
    fc.asyncProperty(inputs(), fc.constantFrom(...channels), async (generated, network) => {
      const input = withoutUndefined({ ...generated, scheduledAt: undefined });
      const alone = await validate(app, { ...input, accounts: [network] });
      const together = await validate(app, { ...input, accounts: [...channels] });
      const variantIn = ({ variants }: typeof alone) => variants.find(({ account }) => account.network === network);
      expect(variantIn(together)).toEqual(variantIn(alone));
      expect(variantIn(alone)).toBeDefined();
    }),
    { numRuns: 100 },
  );
}, 120_000);
