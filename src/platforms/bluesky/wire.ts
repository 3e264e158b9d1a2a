import { z } from 'zod';

/** The collection that posts are kept in. */
export const POSTS = 'app.bsky.feed.post';

/** The collection of the records that say who may reply: each under the key of its post. */
export const GATES = 'app.bsky.feed.threadgate';

/** What names one version of a record: replies carry it. */
export const referenceSchema = z.object({ uri: z.string().startsWith('at://'), cid: z.string().min(1) });
export type Reference = z.infer<typeof referenceSchema>;

/** The request of a put, as the journal keeps it: the whole record, so that a repeat is the same to the byte. */
export const putSchema = z.object({
  repo: z.string(),
  collection: z.string(),
  rkey: z.string(),
  record: z.looseObject({ createdAt: z.string() }),
});

/** A file, as records refer to it. https://atproto.com/specs/data-model#blob-type */
const blobSchema = z.object({
  $type: z.literal('blob'),
  ref: z.object({ $link: z.string() }),
  mimeType: z.string(),
  size: z.int(),
});
export type Blob = z.infer<typeof blobSchema>;

/** What uploadBlob answers. */
export const uploadedSchema = z.object({ blob: blobSchema });

/** Where the video service is with a video. https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/video/defs.json */
export const jobSchema = z.object({
  jobId: z.string().min(1),
  state: z.string().default('JOB_STATE_CREATED'),
  blob: blobSchema.nullish().default(null),
  error: z.string().nullish().default(null),
  failureCode: z.string().nullish().default(null),
});
export type Job = z.infer<typeof jobSchema>;

/** A job as the lexicon has it, or as the live service answers an upload. */
export const jobAnswerSchema = z.union([z.object({ jobStatus: jobSchema }).transform((of) => of.jobStatus), jobSchema]);

/** A link's card, as the journal keeps it. */
export const cardSchema = z.object({
  title: z.string(),
  description: z.string(),
  thumbnail: z
    .object({ key: z.string(), mimeType: z.string(), bytes: z.number(), width: z.number(), height: z.number() })
    .nullable(),
});

export const linkSchema = z.object({
  url: z.string(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
});
