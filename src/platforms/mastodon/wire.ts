import { z } from 'zod';

/** What is used of a Status. https://docs.joinmastodon.org/entities/Status/ */
export const statusSchema = z.object({ id: z.string().min(1), url: z.string().nullish().default(null) });

/** The request of a status, as the journal keeps it. */
export const createSchema = z.object({
  idempotencyKey: z.string(),
  plannedAt: z.iso.datetime(),
  status: z.string(),
  media_ids: z.array(z.string()).exactOptional(),
  in_reply_to_id: z.string().exactOptional(),
  visibility: z.string().exactOptional(),
  spoiler_text: z.string().exactOptional(),
  sensitive: z.boolean().exactOptional(),
  language: z.string().exactOptional(),
});

/** What a look for a lost status goes by. */
export const wantedSchema = z.object({
  since: z.iso.datetime(),
  status: z.string(),
  mediaIds: z.array(z.string()),
  inReplyToId: z.string().nullable(),
});
export type Wanted = z.infer<typeof wantedSchema>;

/** The request of an upload, as the journal keeps it. `key` is the file's in storage. */
export const uploadSchema = z.object({
  key: z.string(),
  filename: z.string(),
  mimeType: z.string(),
  description: z.string().exactOptional(),
});

/** What is used of a MediaAttachment. https://docs.joinmastodon.org/entities/MediaAttachment/ */
export const attachmentSchema = z.object({ id: z.string().min(1) });
