import { z } from 'zod';

const kind = z.enum(['images', 'documents', 'videos']);

/** A file on its way up. `id` tells the files of a segment apart. */
const fileSchema = z.object({ id: z.string(), kind, key: z.string(), bytes: z.number() });
export type File = z.infer<typeof fileSchema>;

/** The requests of uploads, as the journal keeps them. */
export const beginSchema = z.object({ owner: z.string(), file: fileSchema });
export const partSchema = z.object({
  urn: z.string(),
  kind,
  key: z.string(),
  index: z.number(),
  first: z.number(),
  last: z.number(),
});
export const finishSchema = z.object({ urn: z.string(), etags: z.array(z.string()) });
export const checkSchema = z.object({ urn: z.string(), kind });

/** What beginning an upload gave: the parts to send, and in secret where to. */
export const begunSchema = z.object({
  urn: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  parts: z.array(z.object({ first: z.number(), last: z.number() })),
});
export type Begun = z.infer<typeof begunSchema>;
export const secretSchema = z.object({ urls: z.array(z.string()), uploadToken: z.string() });

/** What sending a part gave; only videos have tags. */
export const sentSchema = z.object({ etag: z.string() });

/** How far LinkedIn is with a file. UNREADABLE: the login may not ask. */
export const statusSchema = z.object({
  status: z.enum(['WAITING_UPLOAD', 'PROCESSING', 'AVAILABLE', 'PROCESSING_FAILED', 'UNREADABLE']),
});
