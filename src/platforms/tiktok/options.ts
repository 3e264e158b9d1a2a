import { z } from 'zod';
import { choice } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

/** Who may see a post, and what that means. Which of them an account offers, it says itself. */
export const privacyLevels = {
  PUBLIC_TO_EVERYONE: 'Everyone.',
  MUTUAL_FOLLOW_FRIENDS: 'Friends: those who follow the account and are followed by it.',
  FOLLOWER_OF_CREATOR: 'Followers of the account.',
  SELF_ONLY: 'The account itself only.',
} as const;
const privacyLevel = choice('TiktokPrivacyLevel', privacyLevels);

// https://developers.tiktok.com/doc/content-posting-api-reference-direct-post and …-reference-photo-post
export const schema = z
  .object({
    privacyLevel: privacyLevel
      .nullish()
      .describe('Who may see it. TikTok asks every author to choose, so it is required.'),
    disableComment: z.boolean().nullish().describe('Keeps others from commenting.'),
    disableDuet: z.boolean().nullish().describe('Keeps others from making duets with a video.'),
    disableStitch: z.boolean().nullish().describe('Keeps others from stitching a video.'),
    paidPartnership: z.boolean().nullish().describe('Labels it as made for another’s brand. Not with SELF_ONLY.'),
    ownBusiness: z.boolean().nullish().describe('Labels it as promoting the account’s own business.'),
    aiGenerated: z.boolean().nullish().describe('Labels a video as made with AI.'),
    coverTimestampMs: z
      .int()
      .min(0, 'A moment in a video is 0 or later.')
      .nullish()
      .describe('The moment of a video that becomes its cover, in milliseconds.'),
    photoTitle: z
      .string()
      .refine((title) => title.length <= 90, 'A title has at most 90 characters.')
      .nullish()
      .describe('The title of photos, at most 90 characters.'),
    photoCoverIndex: z
      .int()
      .min(0, 'Photos are counted from 0.')
      .max(34, 'TikTok takes at most 35 photos.')
      .nullish()
      .describe('Which of the photos is the cover, counted from 0.'),
    autoAddMusic: z.boolean().nullish().describe('Lets TikTok choose music for photos.'),
  })
  .refine((given) => !(given.paidPartnership === true && given.privacyLevel === 'SELF_ONLY'), {
    path: ['privacyLevel'],
    error: 'A paid partnership cannot be SELF_ONLY on TikTok. Choose who else may see it.',
  });

export const options: ChannelOptions = {
  schema,
  required: [
    {
      option: 'privacyLevel',
      when: () => true,
      message: 'TikTok needs to know who may see it. Set privacyLevel.',
    },
  ],
  refused: [
    {
      option: 'photoCoverIndex',
      when: ({ options, mediaKinds, mediaCount }) =>
        typeof options.photoCoverIndex === 'number' &&
        !mediaKinds.includes('VIDEO') &&
        options.photoCoverIndex >= mediaCount,
      message: 'The cover is to be a photo that there is not. Photos are counted from 0.',
    },
  ],
};
