import { expect, test } from 'vitest';
import { checkPost } from '../../src/domain/check-post.ts';
import { draftOf } from '../../src/domain/post-input.ts';
import { platformOf } from '../../src/platforms/index.ts';

const account = {
  id: 'acct_1',
  username: 'ada',
  status: 'ACTIVE',
  textLimit: null,
  credentialsExpireAt: null,
} as const;

/** What the rules say of a post to a channel of which the limits are known, and the publishing is not built. */
function check(input: { publish?: boolean; scheduledAt?: Date }) {
  const { profile } = platformOf('mastodon');
  const facts = {
    accounts: [{ ...account, channel: profile.network }],
    channelOf: () => ({ profile, options: null, available: false }),
    networkNamed: () => null,
    now: new Date('2026-11-22T12:00:00Z'),
    refusalOfUrl: () => null,
    maxMediaUrls: 10,
    maxScheduleDays: 30,
    maxContainers: 25,
  };
  return checkPost(draftOf({ accounts: ['ada'], content: 'Hello', ...input }, new Map()), facts).userErrors;
}

test('a post for a channel whose publishing is not built can be drafted', () => {
  expect(check({})).toEqual([]);
});

test.each([{ publish: true }, { scheduledAt: new Date('2026-11-23T12:00:00Z') }])(
  'and is refused where it would go out: %j',
  (input) => {
    expect(check(input)).toMatchObject([
      { code: 'CHANNEL_UNAVAILABLE', path: ['input', 'accounts'], network: 'mastodon' },
    ]);
  },
);
