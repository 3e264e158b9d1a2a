import { z } from 'zod';
import { choice, countryCode, digits, text, webAddress } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://developers.facebook.com/docs/threads/reference/publishing
export const schema = z.object({
  replyControl: choice('ThreadsReplyControl', {
    everyone: 'Whoever reads it.',
    accounts_you_follow: 'Accounts that the account follows.',
    mentioned_only: 'Accounts that are mentioned in it.',
    parent_post_author_only: 'The author of the post that it replies to.',
    followers_only: 'Followers of the account.',
  })
    .nullish()
    .describe('Who may reply; everyone where it is left out.'),
  topicTag: z
    .string()
    .regex(/^[^.&]{1,50}$/u, 'A topic has 1 to 50 characters, and neither a full stop nor an ampersand.')
    .nullish()
    .describe('The topic of the post; the first #tag of the text where it is left out.'),
  linkAttachment: webAddress('A link')
    .nullish()
    .describe('The link that a post without media shows a preview of; the first of the text where it is left out.'),
  pollOptions: z
    .array(text('An answer of a poll', 25).min(1, 'An answer of a poll is not empty.'))
    .min(2, 'A poll has at least 2 answers.')
    .max(4, 'A poll has at most 4 answers.')
    .nullish()
    .describe('The answers of a poll, 2 to 4 of at most 25 characters each. For a post without media.'),
  quotePostId: digits('A post’s id').nullish().describe('The post that this one quotes.'),
  spoilerMedia: z.boolean().nullish().describe('Hides the media until a reader opens them.'),
  locationId: digits('A location’s id').nullish().describe('The place to tag.'),
  allowedCountries: z
    .array(countryCode())
    .nullish()
    .describe('Shows the post in these countries only: "NO". Not every account may.'),
});

export const options: ChannelOptions = { schema, required: [] };
