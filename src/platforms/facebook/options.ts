import { z } from 'zod';
import { countryCode, digits, text } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://developers.facebook.com/docs/graph-api/reference/page/feed and …/page/videos
const schema = z.object({
  title: text('A video’s title', 255).nullish().describe('The title of a video or reel.'),
  placeId: digits('A place’s id').nullish().describe('The page of the place to tag.'),
  targetCountries: z
    .array(countryCode())
    .max(25, 'Facebook takes at most 25 countries.')
    .nullish()
    .describe('Shows the post in these countries only: "NO".'),
  targetMinimumAge: z
    .int()
    .min(13, 'The minimum age is 13 at least.')
    .max(65, 'The minimum age is 65 at most.')
    .nullish()
    .describe('Shows the post to people of this age and older only.'),
});

export const options: ChannelOptions = { schema, required: [] };
