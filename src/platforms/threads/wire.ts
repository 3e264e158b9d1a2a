import { z } from 'zod';
import { containerStates } from '../prepare-container.ts';

const idSchema = z.string().regex(/^\d+$/);

/** What is used of a container or a post that was made. */
export const createdSchema = z.object({ id: idSchema });

/** The request of a container, as the journal keeps it: which of the segment's it is, and its fields. */
export const containerSchema = z.object({ slot: z.string(), form: z.record(z.string(), z.string()) });

export const ofObjectSchema = z.object({ id: idSchema });

/** https://developers.facebook.com/docs/threads/troubleshooting: a container that was not published expires after a day. */
export const statusSchema = z.object({ status: z.enum(containerStates), error_message: z.string().nullish() });

/** The request of a publication, as the journal keeps it, and what a look for a lost one goes by. */
export const publishSchema = z.object({
  plannedAt: z.iso.datetime(),
  containerId: idSchema,
  text: z.string(),
  isReply: z.boolean(),
  /** Whether it was asked for before: then the container says first whether it is published. */
  again: z.boolean(),
});

/** What came of it, and its address where that was told. The id is null where the container is known to be published, and no list shows as what. */
export const publishedSchema = z.object({ id: idSchema.nullable(), permalink: z.string().nullish().default(null) });

export const wantedSchema = z.object({
  since: z.iso.datetime(),
  containerId: idSchema,
  text: z.string(),
  isReply: z.boolean(),
  /** Whether a container that is published settles it, though no list shows its post. */
  settles: z.boolean(),
});
export type Wanted = z.infer<typeof wantedSchema>;

const SLACK_MS = 60_000;

/** What is looked for where a publication may have happened; clocks may differ by a minute. */
export function wantedOf({
  plannedAt,
  containerId,
  text,
  isReply,
}: z.infer<typeof publishSchema>): Omit<Wanted, 'settles'> {
  const since = new Date(Date.parse(plannedAt) - SLACK_MS).toISOString();
  return { since, containerId, text, isReply };
}

export const shortcodeSchema = z.object({ shortcode: z.string() });
export const foundSchema = z.object({ id: idSchema.nullable() });
