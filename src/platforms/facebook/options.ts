import { z } from 'zod';
import { countryCode, digits, text } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

const ages = [13, 15, 18, 21, 25];

// https://developers.facebook.com/docs/graph-api/reference/page/feed and …/page/videos
export const schema = z.object({
  title: text('A video’s title', 255).nullish().describe('The title of a video or reel.'),
  placeId: digits('A place’s id')
    .nullish()
    .describe('The page of the place to tag, in posts and reels; a video that is no reel has no place.'),
  targetCountries: z
    .array(countryCode())
    .max(25, 'Facebook takes at most 25 countries.')
    .nullish()
    .describe('Shows the post in these countries only: "NO".'),
  targetMinimumAge: z
    .int()
    .refine((age) => ages.includes(age), 'The minimum age is 13, 15, 18, 21 or 25.')
    .nullish()
    .describe('Shows the post to people of this age and older only: 13, 15, 18, 21 or 25.'),
});

export const options: ChannelOptions = { schema, required: [] };
