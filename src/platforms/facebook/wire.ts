import { z } from 'zod';

// https://developers.facebook.com/docs/graph-api/overview: ids are numbers as text; a post's is that of its Page, "_" and its own.
export const idSchema = z.string().regex(/^\d+(?:_\d+)*$/);

const targetingSchema = z.object({
  geo_locations: z.object({ countries: z.array(z.string()) }).exactOptional(),
  age_min: z.int().exactOptional(),
});

/** The request of a photo, as the journal keeps it: which of the segment's media it is, and what is said of it. */
export const photoSchema = z.object({
  medium: z.int(),
  key: z.string(),
  mimeType: z.string(),
  filename: z.string(),
  altText: z.string().nullable(),
});

/** What is used of a photo, a post or a comment that was created. */
export const createdSchema = z.object({ id: idSchema, permalink_url: z.string().nullish() });

/** The request of a post: when it was planned first, and the body. https://developers.facebook.com/docs/graph-api/reference/page/feed */
export const postSchema = z.object({
  plannedAt: z.iso.datetime(),
  post: z.strictObject({
    message: z.string().exactOptional(),
    link: z.string().exactOptional(),
    attached_media: z.array(z.object({ media_fbid: idSchema })).exactOptional(),
    place: z.string().exactOptional(),
    targeting: targetingSchema.exactOptional(),
  }),
});

/** The request of a comment. https://developers.facebook.com/docs/graph-api/reference/object/comments */
export const commentSchema = z.object({ plannedAt: z.iso.datetime(), objectId: idSchema, message: z.string() });

/** The request of a photo story. https://developers.facebook.com/docs/page-stories-api */
export const photoStorySchema = z.object({ plannedAt: z.iso.datetime(), photoId: idSchema });

/** What is used of a story that was published. */
export const storySchema = z.object({ postId: idSchema.nullable(), url: z.string().nullable() });

/** The request of what names an object alone. */
export const ofObjectSchema = z.object({ id: idSchema });

/** The part of a page's video that Facebook wants next; where both ends meet, it has all. */
export const offsetsSchema = z.object({ start: z.int().min(0), end: z.int().min(0) });

/** The request of a video's upload to its Page, and what it gave. https://developers.facebook.com/docs/video-api/guides/publishing */
export const startVideoSchema = z.object({ fileSize: z.int() });
export const startedVideoSchema = offsetsSchema.extend({ videoId: idSchema, sessionId: z.string() });

/** The request of a chunk: the part of the stored file, without the end. */
export const chunkSchema = offsetsSchema.extend({ sessionId: z.string(), key: z.string(), mimeType: z.string() });

/** The request of the upload of a reel or a video story, and what it gave beside the address, which is a secret. */
export const startUploadSchema = z.object({ edge: z.enum(['video_reels', 'video_stories']) });
export const startedUploadSchema = z.object({ videoId: idSchema });

/** The request of a file from an offset on. */
export const fileSchema = z.object({ key: z.string(), offset: z.int().min(0), fileSize: z.int() });

/** The request that publishes a video, a reel or a video story. */
export const publishVideoSchema = z.object({
  plannedAt: z.iso.datetime(),
  videoId: idSchema,
  sessionId: z.string().nullable(),
  video: z.strictObject({
    description: z.string().exactOptional(),
    title: z.string().exactOptional(),
    place: z.string().exactOptional(),
    targeting: targetingSchema.exactOptional(),
  }),
});

/** What a look for a lost post or comment goes by. */
export const wantedSchema = z.object({
  since: z.iso.datetime(),
  message: z.string(),
  photoIds: z.array(idSchema),
  objectId: idSchema.nullable(),
});
export type Wanted = z.infer<typeof wantedSchema>;

/** What a look for a lost story goes by. */
export const wantedStorySchema = z.object({ since: z.iso.datetime(), mediaId: idSchema });
