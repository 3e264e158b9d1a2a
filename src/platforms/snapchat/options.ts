import { z } from 'zod';
import { title } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement
export const schema = z.object({
  locale: z
    .string()
    .regex(/^[a-z]{2}_[A-Z]{2}$/, 'A locale is written as language and country, such as "en_US".')
    .nullish()
    .describe('The language of a Spotlight video: "en_US" where it is left out.'),
  skipSaveToProfile: z.boolean().nullish().describe('Keeps a Spotlight video off the profile.'),
  savedStoryTitle: title('A saved story’s title', 45)
    .nullish()
    .describe(
      'Of a story: keeps it on the profile under this title, at most 45 characters. Where it is left out, the story is gone after 24 hours.',
    ),
});

export const options: ChannelOptions = { schema, required: [] };
