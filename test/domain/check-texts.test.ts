import { expect, test } from 'vitest';
import { checkTexts } from '../../src/domain/check-texts.ts';
import type { Target } from '../../src/domain/post-draft.ts';
import { draftOf } from '../../src/domain/post-input.ts';
import { platformOf } from '../../src/platforms/index.ts';

function targetOn(network: string): Target {
  const { profile } = platformOf(network);
  const known = { status: 'ACTIVE', textLimit: null, credentialsExpireAt: null } as const;
  return {
    account: { id: `acct_${network}`, channel: network, username: 'ada', ...known },
    channel: { profile, options: null, available: true },
  };
}

/** What the rules say of a root's text, and of a comment's below it. */
function check(network: string, ...contents: string[]) {
  const containers = contents.map((content) => ({ content }));
  return checkTexts(draftOf({ accounts: ['ada'], containers }, new Map()), [targetOn(network)]);
}

const at = (index: number) => ['input', 'containers', String(index), 'content'];

test('characters that a network refuses are refused in a text, with the place and a way out', () => {
  expect(check('youtube', 'Gulls <3')).toEqual([
    {
      code: 'INVALID',
      message: 'YouTube takes no < and no > in a text. Write this without, for example in an override.',
      path: at(0),
      network: 'youtube',
      accountId: 'acct_youtube',
    },
  ]);
  expect(check('mastodon', 'Gulls <3')).toEqual([]);
});

test('a comment keeps its own limit, counted in its own way, and none of the root’s', () => {
  expect(check('youtube', 'Gulls', `<3${'日'.repeat(9_998)}`)).toEqual([]);
  expect(check('youtube', 'Gulls', `<3${'日'.repeat(9_999)}`)).toMatchObject([
    { code: 'TOO_LONG', limit: 10_000, actual: 10_001, unit: 'CODE_POINTS', path: at(1) },
  ]);
});

test.for([
  ['hashtags', 30, (count: number) => '#gull '.repeat(count)],
  ['mentions', 20, (count: number) => `ada@example.com ${'@gull '.repeat(count)}`],
] as const)('%s are counted, up to the limit and one beyond', ([unit, limit, text]) => {
  expect(check('instagram', text(limit))).toEqual([]);
  expect(check('instagram', text(limit + 1))).toEqual([
    {
      code: 'TOO_MANY',
      message: `Instagram takes at most ${limit} ${unit} in a text; this has ${limit + 1}. Remove 1.`,
      path: at(0),
      network: 'instagram',
      accountId: 'acct_instagram',
      limit,
      actual: limit + 1,
      unit,
    },
  ]);
});
