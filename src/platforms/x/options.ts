import { z } from 'zod';
import { choice, digits, title } from '../option-forms.ts';
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
  pollOptions: z
    .array(title('A poll’s answer', 25).min(1, 'A poll’s answer is empty.'))
    .min(2, 'A poll has at least 2 answers.')
    .max(4, 'A poll has at most 4 answers.')
    .nullish()
    .describe(
      'The 2 to 4 answers of a poll that the text asks, each at most 25 characters. A post with a poll shows no media.',
    ),
  pollMinutes: z
    .int()
    .min(5, 'A poll is open for at least 5 minutes.')
    .max(10_080, 'A poll is open for at most 10080 minutes, which is a week.')
    .nullish()
    .describe('How long a poll is open; a day where it is left out.'),
});

export const options: ChannelOptions = {
  schema,
  required: [
    {
      option: 'pollOptions',
      when: ({ options: chosen }) => typeof chosen.pollMinutes === 'number',
      message: 'A poll on X needs answers. Set pollOptions.',
    },
  ],
};
