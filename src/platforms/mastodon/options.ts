import { z } from 'zod';
import { choice, text } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://docs.joinmastodon.org/methods/statuses/#create
export const schema = z.object({
  visibility: choice('MastodonVisibility', {
    public: 'Everyone, and shown in public timelines.',
    unlisted: 'Everyone, but not shown in public timelines.',
    private: 'Followers only.',
    direct: 'Those who are mentioned in it only.',
  })
    .nullish()
    .describe('Who may see it; as the account is set up where it is left out.'),
  spoilerText: text('A content warning', 500)
    .nullish()
    .describe('A content warning: readers see it, and open the text behind it. It counts into the length of the text.'),
  sensitive: z.boolean().nullish().describe('Hides the media until a reader opens them.'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'A language is written as its ISO 639 code, such as "en".')
    .nullish()
    .describe('The language of the text, as an ISO 639 code: "en".'),
});

export const options: ChannelOptions = { schema, required: [] };
