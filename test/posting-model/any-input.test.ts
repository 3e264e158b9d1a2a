import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { accountOn, startPostingModel, storeMedium } from '../support/posting-model.ts';

let app: TestApp;
let posts: string[];
beforeAll(async () => {
  app = await startPostingModel();
  const { id: workspaceId } = await app.database.workspace.findFirstOrThrow();
  const rows = ['DRAFT', 'SCHEDULED'].map((status, index) => ({
    id: `post_0000000000000000000000000${index}`,
    workspaceId,
    status,
  }));
  await app.database.post.createMany({ data: rows });
  posts = [...rows.map(({ id }) => id), await accountOn(app, 'bluesky'), await storeMedium(app)];
});
afterAll(() => app[Symbol.asyncDispose]());

/** What is refused before anything is fetched or looked up. */
const refusedUrls = [
  'http://127.0.0.1/a.png',
  'http://[::ffff:10.0.0.1]/',
  'https://0x7f.1/',
  'https://ada:secret@example.com/a.png',
  'https://example.com:8443/a.png',
  'file:///etc/passwd',
  'http://\ud800',
  'not a url',
];

/** The codes that contract.graphql lists. */
const codes = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'CURSOR_INVALID',
  'CURSOR_EXPIRED',
  'RATE_LIMITED',
  'COST_EXCEEDED',
]);

/** What a program may send where a value is due: the right kind, the wrong kind, and the odd. */
const anything = () =>
  fc.oneof(
    fc.constantFrom(
      ...posts,
      'post_none',
      'bluesky',
      'X',
      'POST',
      'REEL',
      '2026-12-01T00:00:00Z',
      '2026-13-01',
      'https://example.com',
      '\u0000',
      '\ud800',
      '',
      '🏳️‍🌈',
    ),
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('content', 'media', 'id', 'channel', 'accountId', 'url', 'altText', 'boardId'),
      fc.oneof(fc.string(), fc.constantFrom(...refusedUrls), fc.constant(null), fc.integer()),
      { maxKeys: 3 },
    ),
  );

const names = {
  createPost: [
    'accounts',
    'content',
    'media',
    'overrides',
    'containers',
    'type',
    'link',
    'options',
    'accountOptions',
    'scheduledAt',
    'allowIncomplete',
    'idempotencyKey',
  ],
  updatePost: [
    'id',
    'expectedVersion',
    'accounts',
    'content',
    'media',
    'overrides',
    'containers',
    'type',
    'link',
    'options',
    'scheduledAt',
    'allowIncomplete',
  ],
  publishPost: ['id', 'expectedVersion', 'idempotencyKey'],
  retryFailedPlatforms: ['id', 'accountIds', 'unknown', 'idempotencyKey'],
  deletePost: ['id', 'keepAtNetworks'],
};
type Verb = keyof typeof names;

const listed = new Set(['accounts', 'media', 'overrides', 'containers', 'accountOptions', 'accountIds']);
const fieldsOf = (verb: Verb) =>
  fc.record(
    Object.fromEntries(
      names[verb].map((name) => [
        name,
        listed.has(name) ? fc.oneof(fc.array(anything(), { maxLength: 3 }), anything()) : anything(),
      ]),
    ),
    { requiredKeys: verb === 'createPost' ? ['accounts'] : ['id'] },
  );
const requests = () =>
  fc.constantFrom(...(Object.keys(names) as Verb[])).chain((verb) => fieldsOf(verb).map((input) => ({ verb, input })));

it('whatever is sent, the answer is data, userErrors or an error with a code of the contract', async () => {
  const batch = fc.array(requests(), { minLength: 20, maxLength: 20 });
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(batch, async (calls) => {
      const answers = await Promise.all(
        calls.map(({ verb, input }) => {
          const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
          return app.graphql(
            `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code message path } } }`,
            { input },
          );
        }),
      );
      sent += answers.length;
      for (const [index, { data, errors = [] }] of answers.entries()) {
        for (const { message, extensions } of errors)
          expect(codes, `${JSON.stringify(calls[index])} answered ${message}`).toContain(extensions.code);
        if (errors.length === 0) expect(data).toBeDefined();
      }
    }),
    { numRuns: 260 },
  );
  expect(sent).toBeGreaterThanOrEqual(5_000);
}, 240_000);
