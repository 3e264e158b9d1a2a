import { z } from 'zod';

const idSchema = z.string().regex(/^\d+$/);

/** What is used of a pin that was created. */
export const createdSchema = z.object({ id: idSchema });

/** The request of a pin: when it was planned first, and the body. https://developers.pinterest.com/docs/api/v5/pins-create */
export const createSchema = z.object({
  plannedAt: z.iso.datetime(),
  pin: z.strictObject({
    board_id: idSchema,
    board_section_id: idSchema.exactOptional(),
    title: z.string().exactOptional(),
    description: z.string().exactOptional(),
    link: z.string().exactOptional(),
    alt_text: z.string().exactOptional(),
    dominant_color: z.string().exactOptional(),
    media_source: z.record(z.string(), z.json()),
  }),
});

/** A file that Pinterest was told of. */
export const registeredSchema = z.object({ mediaId: idSchema });

/** Where the file goes, and what goes before it. As good as a token. */
export const destinationSchema = z.object({ url: z.string(), parameters: z.record(z.string(), z.string()) });

/** The request of an upload. */
export const uploadSchema = z.object({
  mediaId: idSchema,
  key: z.string(),
  filename: z.string(),
  mimeType: z.string(),
});

/** How far Pinterest is with a file: registered, processing, succeeded or failed. */
export const mediaStatusSchema = z.object({ status: z.string() });

/** What a look for a lost pin goes by. */
export const wantedSchema = z.object({
  since: z.iso.datetime(),
  boardId: idSchema,
  sectionId: idSchema.nullable(),
  title: z.string(),
  description: z.string(),
  link: z.string(),
});
export type Wanted = z.infer<typeof wantedSchema>;
