import { z } from 'zod';

// https://docs.x.com/fundamentals/x-ids: numbers of up to 19 digits, as text.
const idSchema = z.string().regex(/^\d{1,19}$/);

/** What is used of an upload that was begun. https://docs.x.com/x-api/media/initialize-media-upload */
export const uploadSchema = z.object({ id: idSchema, expires_after_secs: z.number().exactOptional() });

/** How far X is with a file. Without `processing_info` it is ready. https://docs.x.com/x-api/media/get-media-upload-status */
export const processedSchema = z.object({
  id: idSchema,
  expires_after_secs: z.number().exactOptional(),
  processing_info: z
    .object({
      state: z.enum(['pending', 'in_progress', 'succeeded', 'failed']),
      check_after_secs: z.number().exactOptional(),
      error: z.object({ message: z.string().exactOptional() }).exactOptional(),
    })
    .exactOptional(),
});

/** What is used of a post that was created. */
export const createdSchema = z.object({ id: idSchema });

/** The request of an upload, as the journal keeps it: which of the segment's media it is, and the body. */
export const initializeSchema = z.object({
  medium: z.int(),
  key: z.string(),
  body: z.object({ media_type: z.string(), total_bytes: z.int(), media_category: z.string() }),
});

/** The request of a chunk: the range of the stored file, both ends included. */
export const appendSchema = z.object({
  upload: idSchema,
  segmentIndex: z.int().min(0).max(999),
  key: z.string(),
  mimeType: z.string(),
  first: z.int(),
  last: z.int(),
});

/** The request of what names an upload alone. */
export const ofUploadSchema = z.object({ upload: idSchema });

export const describeSchema = z.object({ upload: idSchema, altText: z.string() });

/** The request of a post: when it was planned first, and the body. https://docs.x.com/x-api/posts/create-post */
export const createSchema = z.object({
  plannedAt: z.iso.datetime(),
  post: z.strictObject({
    text: z.string().exactOptional(),
    media: z.object({ media_ids: z.array(idSchema) }).exactOptional(),
    reply: z.object({ in_reply_to_tweet_id: idSchema }).exactOptional(),
    reply_settings: z.string().exactOptional(),
    community_id: z.string().exactOptional(),
    poll: z.object({ options: z.array(z.string()), duration_minutes: z.int() }).exactOptional(),
    made_with_ai: z.boolean().exactOptional(),
    paid_partnership: z.boolean().exactOptional(),
  }),
});

/** What a look for a lost post goes by. */
export const wantedSchema = z.object({
  since: z.iso.datetime(),
  text: z.string(),
  mediaIds: z.array(idSchema),
});
export type Wanted = z.infer<typeof wantedSchema>;
