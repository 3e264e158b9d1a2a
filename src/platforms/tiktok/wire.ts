import { z } from 'zod';

// https://developers.tiktok.com/doc/content-posting-api-reference-direct-post: at most 64 characters.
const publishId = z.string().min(1);

/** What is used of an answer that begins a publication. */
export const begunSchema = z.object({ publishId });

/** The request of a video's publication: the body. */
export const videoSchema = z.object({
  body: z.object({
    post_info: z.record(z.string(), z.json()),
    source_info: z.object({
      source: z.literal('FILE_UPLOAD'),
      video_size: z.int(),
      chunk_size: z.int(),
      total_chunk_count: z.int(),
    }),
  }),
});

/** The request of a chunk: the range of the stored file, both ends included. */
export const chunkSchema = z.object({
  publishId,
  key: z.string(),
  mimeType: z.string(),
  first: z.int(),
  last: z.int(),
  total: z.int(),
});

/** The request of photos: when it was planned first, and the body. */
export const photosSchema = z.object({
  plannedAt: z.iso.datetime(),
  body: z.object({
    media_type: z.literal('PHOTO'),
    post_mode: z.literal('DIRECT_POST'),
    post_info: z.record(z.string(), z.json()),
    source_info: z.record(z.string(), z.json()),
  }),
});

/** What is known of a publication's outcome where it was looked for: a post, and no publication to ask about. */
export const foundSchema = z.object({ postId: z.string(), url: z.string().nullable() });

/** The request of what names a publication alone. */
export const ofPublicationSchema = z.object({ publishId });

/** How far TikTok is. Post ids have 19 digits and come as numbers. https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status */
export const statusSchema = z.object({
  status: z.string(),
  fail_reason: z.string().exactOptional(),
  publicaly_available_post_id: z.array(z.coerce.string()).default([]),
  uploaded_bytes: z.coerce.number().exactOptional(),
});
export type Status = z.infer<typeof statusSchema>;

/** What is kept of a published segment, to ask about it later. */
export const publishedRefSchema = z.object({ publishId, isPublic: z.boolean() });

/** What a look for lost photos goes by. Without a text there is nothing to know them by. */
export const wantedSchema = z.object({ since: z.iso.datetime(), text: z.string(), title: z.string() });
export type Wanted = z.infer<typeof wantedSchema>;
