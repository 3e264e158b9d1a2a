import { z } from 'zod';
import type { ChannelOptions } from '../platform.ts';

// https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement
const schema = z.object({
  locale: z
    .string()
    .regex(/^[a-z]{2}_[A-Z]{2}$/, 'A locale is written as language and country, such as "en_US".')
    .nullish()
    .describe('The language of a Spotlight video: "en_US" where it is left out.'),
  skipSaveToProfile: z.boolean().nullish().describe('Keeps a Spotlight video off the profile.'),
});

export const options: ChannelOptions = { schema, required: [] };
