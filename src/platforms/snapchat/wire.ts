import { z } from 'zod';

const mediaId = z.string().min(1);

/** The request of a container for a medium, and what it was made for: a stored file. */
export const createSchema = z.object({ file: z.string(), type: z.enum(['IMAGE', 'VIDEO']), name: z.string() });

/** What is told of a container, and what is not: the key that its bytes are encrypted with, and where they go. */
export const createdSchema = z.object({ mediaId });
export const uploadSecretSchema = z.object({
  key: z.base64(),
  iv: z.base64(),
  addPath: z.string(),
  finalizePath: z.string(),
});

/** The request of a part: the range of the stored file, both ends included, and the block that it is chained to. */
export const partSchema = z.object({
  mediaId,
  number: z.int(),
  file: z.string(),
  first: z.int(),
  last: z.int(),
  isLast: z.boolean(),
  /** The last encrypted block of the part before it, or null for the first part. */
  chainedTo: z.base64().nullable(),
});
export const addedSchema = z.object({ lastBlock: z.base64() });

/** The request of whatever names a medium alone. */
export const ofMediaSchema = z.object({ mediaId });

/** The request of a commit: when it was planned first, the medium, and the body. */
export const postSchema = z.object({ plannedAt: z.iso.datetime(), mediaId, body: z.record(z.string(), z.json()) });

/** What a commit gives: null for what Snapchat names no id of. */
export const postedSchema = z.object({ id: z.string().nullable() });

/** What a look for a lost post goes by. */
export const wantedSchema = z.object({
  collection: z.enum(['spotlights', 'stories', 'saved_stories']),
  since: z.iso.datetime(),
  mediaId,
  description: z.string(),
});
export type Wanted = z.infer<typeof wantedSchema>;

/** A look at how far the review of a Spotlight video is. */
export const ofSpotlightSchema = z.object({ id: z.string() });
export const reviewSchema = z.object({ status: z.string().nullable() });
