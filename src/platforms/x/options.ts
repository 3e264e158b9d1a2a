import { z } from 'zod';
import { choice, digits } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://docs.x.com/x-api/posts/create-post
export const schema = z.object({
  replySettings: choice('XReplySettings', {
    following: 'Accounts that the account follows.',
    mentionedUsers: 'Accounts that are mentioned in the post.',
    subscribers: 'Subscribers of the account.',
    verified: 'Verified accounts.',
  })
    .nullish()
    .describe('Who may reply; everyone where it is left out.'),
  communityId: digits('A community’s id').nullish().describe('The community to post in.'),
  madeWithAi: z.boolean().nullish().describe('Labels the post as made with AI.'),
  paidPartnership: z.boolean().nullish().describe('Labels the post as a paid partnership.'),
});

export const options: ChannelOptions = { schema, required: [] };
