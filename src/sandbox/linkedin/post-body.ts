import { z } from 'zod';

const altText = z.string().optional();

export const contentSchema = z.strictObject({
  media: z.strictObject({ id: z.string(), title: z.string().optional(), altText }).optional(),
  multiImage: z.strictObject({ images: z.array(z.strictObject({ id: z.string(), altText })) }).optional(),
  article: z
    .strictObject({
      source: z.string(),
      title: z.string(),
      description: z.string().optional(),
      thumbnail: z.string().optional(),
    })
    .optional(),
  poll: z
    .strictObject({
      question: z.string(),
      options: z.array(z.strictObject({ text: z.string() })),
      settings: z.strictObject({ duration: z.enum(['ONE_DAY', 'THREE_DAYS', 'SEVEN_DAYS', 'FOURTEEN_DAYS']) }),
    })
    .optional(),
});
export type Content = z.infer<typeof contentSchema>;

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api#post-schema */
export const postBodySchema = z.strictObject({
  author: z.string(),
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN', 'CONTAINER']),
  distribution: z.strictObject({
    feedDistribution: z.enum(['MAIN_FEED', 'NONE']),
    targetEntities: z.array(z.unknown()).optional(),
    thirdPartyDistributionChannels: z.array(z.unknown()).optional(),
  }),
  content: contentSchema.optional(),
  lifecycleState: z.string(),
  isReshareDisabledByAuthor: z.boolean().default(false),
});
export type PostBody = z.infer<typeof postBodySchema>;

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api#create-a-comment */
export const commentBodySchema = z.strictObject({
  actor: z.string(),
  object: z.string(),
  message: z.strictObject({ text: z.string(), attributes: z.array(z.unknown()).optional() }),
  content: z.array(z.strictObject({ entity: z.strictObject({ image: z.string() }) })).optional(),
  parentComment: z.string().optional(),
});
