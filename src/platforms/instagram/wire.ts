import { z } from 'zod';
import { containerStates } from '../prepare-container.ts';

const idSchema = z.string().regex(/^\d+$/);

/** What is used of a container or a comment that was made. */
export const createdSchema = z.object({ id: idSchema });

/** The request of a container, as the journal keeps it: which of the segment's it is, and its fields. */
export const containerSchema = z.object({ slot: z.string(), form: z.record(z.string(), z.string()) });

export const ofObjectSchema = z.object({ id: idSchema });

/** What a container says of itself; `status` has the words. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-container */
export const statusSchema = z.object({ status_code: z.enum(containerStates), status: z.string().nullish() });

/** The request of a publication, as the journal keeps it, and what a look for a lost one goes by. */
export const publishSchema = z.object({
  plannedAt: z.iso.datetime(),
  containerId: idSchema,
  caption: z.string(),
  isStory: z.boolean(),
  /** Whether it was asked for before: then the container says first whether it is published. */
  again: z.boolean(),
});

/** What came of it, and its address where that was told. The id is null where the container is known to be published, and no list shows as what. */
export const publishedSchema = z.object({
  id: idSchema.nullable(),
  permalink: z.string().nullish().default(null),
});

export const wantedSchema = publishSchema.omit({ plannedAt: true, again: true }).extend({
  since: z.iso.datetime(),
  /** Whether a container that is published settles it, though no list shows its post. */
  settles: z.boolean(),
});
export type Wanted = z.infer<typeof wantedSchema>;

/** The request of a comment, as the journal keeps it. */
export const commentSchema = z.object({ plannedAt: z.iso.datetime(), mediaId: idSchema, message: z.string() });

export const wantedCommentSchema = z.object({ since: z.iso.datetime(), mediaId: idSchema, message: z.string() });
export type WantedComment = z.infer<typeof wantedCommentSchema>;

export const shortcodeSchema = z.object({ shortcode: z.string() });
export const foundSchema = z.object({ id: idSchema.nullable() });

const SLACK_MS = 60_000;

/** From when on something is looked for that was planned then; clocks may differ by a minute. */
export function sincePlanned(plannedAt: string): string {
  return new Date(Date.parse(plannedAt) - SLACK_MS).toISOString();
}

/** What is looked for where a publication may have happened. */
export function wantedOf({
  plannedAt,
  containerId,
  caption,
  isStory,
}: z.infer<typeof publishSchema>): Omit<Wanted, 'settles'> {
  return { since: sincePlanned(plannedAt), containerId, caption, isStory };
}
