import { z } from 'zod';
import { choice, digits, languageTag, title, webAddress } from '../option-forms.ts';
import type { ChannelOptions } from '../platform.ts';

// https://developers.google.com/youtube/v3/docs/videos
export const schema = z.object({
  title: title('A YouTube title', 100)
    .regex(/^[^<>]*$/, 'A YouTube title has neither < nor >.')
    .nullish()
    .describe('The title of the video: required, at most 100 characters.'),
  privacy: choice('YoutubePrivacy', {
    public: 'Everyone.',
    unlisted: 'Whoever has the link.',
    private: 'The channel itself only.',
  })
    .nullish()
    .describe(
      'Who may see it; everyone where it is left out. Videos of an app that Google has not audited stay private.',
    ),
  madeForKids: z.boolean().nullish().describe('Whether it is made for children. Such videos take no comments.'),
  categoryId: digits('A category’s id')
    .nullish()
    .describe('YouTube’s number of a category; 22, people and blogs, where it is left out.'),
  tags: z
    .array(
      z
        .string()
        .min(1, 'A tag is not empty.')
        .regex(/^[^<>,]*$/, 'A tag has neither < nor > nor a comma.'),
    )
    .refine(
      (tags) => lengthOfTags(tags) <= 500,
      'The tags have at most 500 characters together; one with a space counts 2 more.',
    )
    .nullish()
    .describe('Tags that help people to find it: at most 500 characters together.'),
  playlistId: z
    .string()
    .regex(/^[\w-]{2,64}$/, 'A playlist’s id is such as "PLw4SxjXvv1fOVZw5M6fmfZ3nWIFa_xQk3".')
    .nullish()
    .describe('A playlist of the channel that it is added to. Account.choices(option: "playlistId") lists them.'),
  thumbnailUrl: webAddress('A thumbnail')
    .nullish()
    .describe(
      'The address of a picture that stands for the video, best of 1280 × 720. The channel has to be verified.',
    ),
  notifySubscribers: z.boolean().nullish().describe('Tells subscribers of it; true where it is left out.'),
  license: choice('YoutubeLicense', {
    youtube: 'YouTube’s own.',
    creativeCommon: 'Creative Commons, with attribution.',
  })
    .nullish()
    .describe('The licence; YouTube’s own where it is left out.'),
  embeddable: z.boolean().nullish().describe('Whether other sites may show it; true where it is left out.'),
  aiGenerated: z.boolean().nullish().describe('Labels it as altered or made with AI, where it looks real.'),
  language: languageTag().nullish().describe('The language of title and description: "en".'),
});

/** https://developers.google.com/youtube/v3/docs/videos#snippet.tags[]: commas count, and quotation marks around spaces. */
function lengthOfTags(tags: readonly string[]): number {
  return tags.map((tag) => (tag.includes(' ') ? `"${tag}"` : tag)).join(',').length;
}

export const options: ChannelOptions = {
  schema,
  required: [{ option: 'title', when: () => true, message: 'A video on YouTube needs a title. Set title.' }],
  // https://support.google.com/youtube/answer/9483359: what is private or made for kids takes no comments.
  refused: [
    {
      option: 'privacy',
      when: ({ options, containerCount }) => options.privacy === 'private' && containerCount > 1,
      message:
        'A private video takes no comments. Leave out the containers after the first, or choose another privacy.',
    },
    {
      option: 'madeForKids',
      when: ({ options, containerCount }) => options.madeForKids === true && containerCount > 1,
      message: 'A video for children takes no comments. Leave out the containers after the first, or madeForKids.',
    },
  ],
};
