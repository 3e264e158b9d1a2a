import { z } from 'zod';

/** The collection that posts are kept in. */
export const POSTS = 'app.bsky.feed.post';

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
