import { z } from 'zod';
import { choice, digits, webAddress } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

const usernames = (what: string) =>
  z.array(z.string().regex(/^@?[A-Za-z0-9._]{1,30}$/, `${what} is an Instagram username.`));

// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
export const schema = z.object({
  shareToFeed: z.boolean().nullish().describe('Shows a reel in the feed as well; true where it is left out.'),
  coverUrl: webAddress('A cover')
    .nullish()
    .describe('The address of a JPEG that becomes the cover of a reel. It beats thumbOffsetMs.'),
  thumbOffsetMs: z
    .int()
    .min(0, 'A moment in a video is 0 or later.')
    .nullish()
    .describe('The moment of a reel that becomes its cover, in milliseconds.'),
  collaborators: usernames('A collaborator')
    .max(3, 'Instagram takes at most 3 collaborators.')
    .nullish()
    .describe('Usernames of accounts that are invited as authors, at most 3. Not for stories.'),
  userTags: usernames('A tagged account')
    .max(20, 'Instagram takes at most 20 tags.')
    .nullish()
    .describe(
      'Usernames of public accounts to tag, at most 20: in a reel, or in the middle of an image, of several media the first. Not for stories.',
    ),
  locationId: digits('A location’s id').nullish().describe('The page of the place to tag. Not for stories.'),
  trialReel: choice('InstagramTrialReel', {
    MANUAL: 'The account itself decides when followers see it.',
    SS_PERFORMANCE: 'Instagram shows it to followers once it does well.',
  })
    .nullish()
    .describe('Shows a reel to people who don’t follow the account first, and says when followers see it.'),
  aiGenerated: z.boolean().nullish().describe('Labels the post as made with AI.'),
});

export const options: ChannelOptions = { schema, required: [] };
