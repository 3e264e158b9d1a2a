import { z } from 'zod';

/** What is used of a video. https://developers.google.com/youtube/v3/docs/videos#resource */
export const videoSchema = z.object({ id: z.string().min(1) });

/** What YouTube has of a file: a video, so many bytes, or no such session any more. */
export type SessionState = { id: string } | { received: number } | { gone: true };

/** The same as the journal has it, of a chunk or of a look at the session. */
export const stateSchema = z.object({
  id: z.string().exactOptional(),
  received: z.int().exactOptional(),
  gone: z.literal(true).exactOptional(),
});

/** The video as it is to be. https://developers.google.com/youtube/v3/docs/videos/insert#request-body */
const insertedSchema = z.object({
  snippet: z.object({
    title: z.string(),
    description: z.string(),
    categoryId: z.string(),
    tags: z.array(z.string()).exactOptional(),
    defaultLanguage: z.string().exactOptional(),
  }),
  status: z.object({
    privacyStatus: z.string(),
    selfDeclaredMadeForKids: z.boolean(),
    license: z.string().exactOptional(),
    embeddable: z.boolean().exactOptional(),
    containsSyntheticMedia: z.boolean().exactOptional(),
  }),
});

/** The request of a session, as the journal keeps it. */
export const beginSchema = z.object({
  mimeType: z.string(),
  bytes: z.int(),
  notifySubscribers: z.boolean().exactOptional(),
  video: insertedSchema,
});
export type Begin = z.infer<typeof beginSchema>;

/** The request of a chunk: a range of the stored file, both ends included. */
export const chunkSchema = z.object({
  key: z.string(),
  mimeType: z.string(),
  first: z.int(),
  last: z.int(),
  total: z.int(),
});

/** The request of the last chunk, with what the video is known by should its session be gone. */
export const lastChunkSchema = z.object({
  ...chunkSchema.shape,
  plannedAt: z.iso.datetime(),
  title: z.string(),
  description: z.string(),
});

export const probeSchema = z.object({ total: z.int() });

/** What a look for a lost video goes by. */
export const wantedVideoSchema = z.object({ since: z.iso.datetime(), title: z.string(), description: z.string() });
export type WantedVideo = z.infer<typeof wantedVideoSchema>;

export const thumbnailSchema = z.object({ key: z.string(), mimeType: z.string() });
export const setThumbnailSchema = z.object({ videoId: z.string(), ...thumbnailSchema.shape });

/** `again`: it was tried before, and may be there. */
export const addToPlaylistSchema = z.object({ playlistId: z.string(), videoId: z.string(), again: z.boolean() });

export const ofVideoSchema = z.object({ videoId: z.string() });

/** How far YouTube is with a video. Null where it says nothing yet. */
export const processedSchema = z.object({
  uploadStatus: z.string().nullable(),
  /** Why it failed or was rejected. */
  reason: z.string().nullable(),
});

/** Whether the channel may publish videos of more than 15 minutes; "longUploadsUnspecified" where YouTube does not say. */
export const longUploadsSchema = z.object({ longUploads: z.string() });

/** The request of a comment: when it was planned, and what it says. */
export const commentSchema = z.object({
  plannedAt: z.iso.datetime(),
  channelId: z.string(),
  videoId: z.string(),
  text: z.string(),
});

/** What is used of a comment that was made. */
export const createdSchema = z.object({ id: z.string().min(1) });

/** What a look for a lost comment goes by. */
export const wantedCommentSchema = z.object({ since: z.iso.datetime(), videoId: z.string(), text: z.string() });
export type WantedComment = z.infer<typeof wantedCommentSchema>;
