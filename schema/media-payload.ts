import type { UserError as UserErrorShape } from '../src/domain/refusal.ts';
import { builder } from './builder.ts';
import { orRefused } from './errors.ts';
import { Media } from './media.ts';
import { UserError } from './user-error.ts';

export type MediaPayload = { mediaId: string | null; userErrors: readonly UserErrorShape[] };

/** Runs an action that writes a medium, and answers with it or with why not. */
export async function mediaPayload(action: Promise<{ mediaId: string }>): Promise<MediaPayload> {
  const answer = await orRefused(action);
  return { mediaId: null, userErrors: [], ...answer };
}

/** The payload type of a mutation that writes a medium. */
export function mediaPayloadType(name: string, description: string) {
  return builder.objectRef<MediaPayload>(name).implement({
    description,
    fields: (t) => ({
      media: t.field({
        type: Media,
        nullable: true,
        description: 'The medium as it is now; null where the call was refused.',
        resolve: ({ mediaId }, _args, { loaders }) => (mediaId === null ? null : loaders.writtenMedia.load(mediaId)),
      }),
      userErrors: t.field({
        type: [UserError],
        description: 'Everything that is wrong, at once. Empty where the call was done.',
        resolve: ({ userErrors }) => [...userErrors],
      }),
    }),
  });
}
