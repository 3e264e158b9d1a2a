import { expect, test } from 'vitest';
import { checkOptions } from '../../src/domain/check-options.ts';
import type { OptionsByNetwork } from '../../src/domain/post-draft.ts';
import { draftOf } from '../../src/domain/post-input.ts';
import { platformOf } from '../../src/platforms/index.ts';

/** What the rules say of options for a post of so many containers. */
function check(options: OptionsByNetwork, containerCount: number) {
  const [network = ''] = Object.keys(options);
  const { profile, options: chosen } = platformOf(network);
  const known = { status: 'ACTIVE', textLimit: null, credentialsExpireAt: null } as const;
  const rules = { required: chosen?.required ?? [], refused: chosen?.refused ?? [], problemsIn: () => [] };
  const target = {
    account: { id: 'acct_1', channel: network, username: 'ada', ...known },
    channel: { profile, options: rules, available: true },
  };
  const containers = Array.from({ length: containerCount }, () => ({ content: 'Hello' }));
  return checkOptions(draftOf({ accounts: ['ada'], containers, options }, new Map()), [target]);
}

test('an option that a channel refuses for what the post is otherwise is said with its place', () => {
  const options = { youtube: { title: 'Gulls', privacy: 'private' } };
  expect(check(options, 1)).toEqual([]);
  expect(check(options, 2)).toEqual([
    {
      code: 'OPTION_INVALID',
      message: expect.stringContaining('A private video takes no comments.'),
      path: ['input', 'options', 'youtube', 'privacy'],
      network: 'youtube',
      accountId: 'acct_1',
    },
  ]);
});

test('what is missing and what is refused are said together', () => {
  const found = check({ youtube: { madeForKids: true } }, 2);
  expect(found.map(({ code, path }) => [code, path.at(-1)])).toEqual([
    ['OPTION_REQUIRED', 'title'],
    ['OPTION_INVALID', 'madeForKids'],
  ]);
});
