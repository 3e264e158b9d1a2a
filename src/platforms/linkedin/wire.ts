import { z } from 'zod';

const altText = z.string().exactOptional();

// Requests are sent in the order in which they are written here: one that is sent again is the same to the byte.
const contentSchema = z.union([
  z.strictObject({ media: z.object({ id: z.string(), title: z.string().exactOptional(), altText }) }),
  z.strictObject({ multiImage: z.object({ images: z.array(z.object({ id: z.string(), altText })) }) }),
  z.strictObject({
    article: z.object({
      source: z.string(),
      thumbnail: z.string().exactOptional(),
      title: z.string(),
      description: z.string().exactOptional(),
    }),
  }),
  z.strictObject({
    poll: z.object({
      question: z.string(),
      options: z.array(z.object({ text: z.string() })),
      settings: z.object({ duration: z.string() }),
    }),
  }),
]);
export type Content = z.infer<typeof contentSchema>;

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api#create-a-post */
const postSchema = z.object({
  author: z.string(),
  commentary: z.string(),
  visibility: z.string(),
  distribution: z.object({
    feedDistribution: z.literal('MAIN_FEED'),
    targetEntities: z.array(z.never()),
    thirdPartyDistributionChannels: z.array(z.never()),
  }),
  content: contentSchema.exactOptional(),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean(),
});
export type Post = z.infer<typeof postSchema>;

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api#create-a-comment */
const commentSchema = z.object({
  actor: z.string(),
  object: z.string(),
  message: z.object({ text: z.string() }),
  content: z.array(z.object({ entity: z.object({ image: z.string() }) })).exactOptional(),
});
export type Comment = z.infer<typeof commentSchema>;

/** The requests of commits, as the journal keeps them. */
export const createPostSchema = z.object({ plannedAt: z.iso.datetime(), post: postSchema });
export const createCommentSchema = z.object({ plannedAt: z.iso.datetime(), comment: commentSchema });

/** What a commit made. */
export const createdSchema = z.object({ urn: z.string() });

/** What looks for lost commits go by. */
export const wantedPostSchema = z.object({ since: z.iso.datetime(), post: postSchema });
export const wantedCommentSchema = z.object({ since: z.iso.datetime(), comment: commentSchema });

export const cardSchema = z.object({
  title: z.string(),
  description: z.string(),
  thumbnail: z.object({ key: z.string(), bytes: z.number() }).nullable(),
});
export type Card = z.infer<typeof cardSchema>;
