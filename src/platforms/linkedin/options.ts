import { z } from 'zod';
import { choice, text, title } from '../option-forms.ts';
import type { ChannelOptions, OptionFacts } from '../platform.ts';

// https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api and …/poll-post-api
const pageSchema = z.object({
  disableReshare: z.boolean().nullish().describe('Keeps others from sharing the post on.'),
  documentTitle: text('A document’s title', 200)
    .nullish()
    .describe('The title above a document; its file name where it is left out.'),
  pollQuestion: title('A poll’s question', 140)
    .nullish()
    .describe(
      'What a poll below the text asks, at most 140 characters. A post with a poll shows no media and no card.',
    ),
  pollOptions: z
    .array(title('A poll’s answer', 30).min(1, 'A poll’s answer is empty.'))
    .min(2, 'A poll has at least 2 answers.')
    .max(4, 'A poll has at most 4 answers.')
    .nullish()
    .describe('The 2 to 4 answers of a poll, which needs them: each at most 30 characters.'),
  pollDuration: choice('LinkedinPollDuration', {
    ONE_DAY: 'A day.',
    THREE_DAYS: 'Three days.',
    SEVEN_DAYS: 'A week.',
    FOURTEEN_DAYS: 'Two weeks.',
  })
    .nullish()
    .describe('How long a poll is open; three days where it is left out.'),
});

export const schema = pageSchema.extend({
  visibility: choice('LinkedinVisibility', {
    PUBLIC: 'Everyone.',
    CONNECTIONS: 'Connections of the account only.',
    LOGGED_IN: 'Everyone who has logged in at LinkedIn.',
  })
    .nullish()
    .describe('Who may see it; everyone where it is left out.'),
});
export type Options = z.infer<typeof schema>;

const required: ChannelOptions['required'] = [
  {
    option: 'pollOptions',
    when: ({ options }: OptionFacts) => Boolean(options.pollQuestion),
    message: 'A poll on LinkedIn needs answers. Set pollOptions.',
  },
  {
    option: 'pollQuestion',
    when: ({ options }: OptionFacts) => Array.isArray(options.pollOptions),
    message: 'A poll on LinkedIn needs a question. Set pollQuestion.',
  },
];

export const options: ChannelOptions = { schema, required };

/** What a page publishes is public. */
export const pageOptions: ChannelOptions = { schema: pageSchema, required };
