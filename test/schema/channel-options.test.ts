import { graphql } from 'graphql';
import { expect, test } from 'vitest';
import { builder } from '../../schema/builder.ts';
import '../../schema/index.ts';
import {
  AccountOptionsInput,
  ChannelOptions,
  ChannelOptionsInput,
  toAccountOptions,
  toStoredOptions,
} from '../../schema/channel-options.ts';

builder.queryField('optionsAsTheyAreStored', (t) =>
  t.field({
    type: ChannelOptions,
    description: 'Gives back what was given.',
    args: { input: t.arg({ type: ChannelOptionsInput, required: true, description: 'What was chosen.' }) },
    resolve: (_root, { input }) => toStoredOptions(input),
  }),
);
const schema = builder.toSchema();

const fields = [
  'bluesky',
  'facebook',
  'googleBusiness',
  'instagram',
  'linkedin',
  'linkedinPage',
  'mastodon',
  'pinterest',
  'snapchat',
  'threads',
  'tiktok',
  'x',
  'youtube',
];

test.for([ChannelOptionsInput, ChannelOptions])('$name has a field for every channel', ({ name }) => {
  const type = schema.getType(name);
  const has = type !== undefined && 'getFields' in type ? Object.keys(type.getFields()) : [];
  expect(has.sort()).toEqual(fields);
});

test('an account’s options name it', () => {
  expect(schema.getType(AccountOptionsInput.name)?.toConfig()).toHaveProperty('fields.accountId');
  expect(toAccountOptions([{ accountId: 'acct_1', options: { googleBusiness: { terms: 'None' }, x: null } }])).toEqual([
    { accountId: 'acct_1', options: { google_business: { terms: 'None' } } },
  ]);
  expect(toAccountOptions(null)).toEqual([]);
});

test('options are stored by network, only what was given', () => {
  const given = { linkedinPage: { documentTitle: 'Report', disableReshare: null }, mastodon: {}, tiktok: null };
  expect(toStoredOptions(given)).toEqual({ linkedin_page: { documentTitle: 'Report' }, mastodon: {} });
  expect(toStoredOptions(undefined)).toEqual({});
});

const source = `{
  optionsAsTheyAreStored(
    input: {
      x: { replySettings: MENTIONED_USERS }
      bluesky: { labels: [GRAPHIC_MEDIA, NUDITY], langs: ["nb"] }
      googleBusiness: { topicType: EVENT, eventTitle: "Fair" }
    }
  ) {
    x { replySettings madeWithAi }
    bluesky { labels langs }
    googleBusiness { topicType eventTitle }
    tiktok { photoTitle }
  }
}`;

test('they come back as they were given', async () => {
  const { data, errors } = await graphql({ schema, source, contextValue: {} });
  expect(errors).toBeUndefined();
  expect(data?.optionsAsTheyAreStored).toEqual({
    x: { replySettings: 'MENTIONED_USERS', madeWithAi: null },
    bluesky: { labels: ['GRAPHIC_MEDIA', 'NUDITY'], langs: ['nb'] },
    googleBusiness: { topicType: 'EVENT', eventTitle: 'Fair' },
    tiktok: null,
  });
});

test('choices are enums of described values, and inside they are the network’s own words', () => {
  expect(schema.getType('MastodonVisibility')?.toConfig()).toMatchObject({
    values: { PRIVATE: { value: 'private', description: 'Followers only.' } },
  });
  expect(schema.getType('ThreadsReplyControl')?.toConfig()).toMatchObject({
    values: { ACCOUNTS_YOU_FOLLOW: { value: 'accounts_you_follow' } },
  });
});
