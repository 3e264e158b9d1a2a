import type { UserError as UserErrorShape, Warning as WarningShape } from '../src/domain/refusal.ts';
import { builder } from './builder.ts';
import { orRefused } from './errors.ts';
import { Post } from './refs.ts';
import { UserError, Warning } from './user-error.ts';

export type PostPayload = {
  postId: string | null;
  userErrors: readonly UserErrorShape[];
  warnings: readonly WarningShape[];
  replayed: boolean;
};

/** Runs an action that writes a post, and answers with it or with why not. */
export async function postPayload(
  action: Promise<{ postId: string; warnings: readonly WarningShape[]; replayed: boolean }>,
): Promise<PostPayload> {
  const answer = await orRefused(action);
  return { postId: null, userErrors: [], replayed: false, ...answer };
}

type Payload = { name: string; description: string; replayed: boolean };

/** The payload type of a mutation that writes a post; `replayed` where it takes an idempotency key. */
export function postPayloadType({ name, description, replayed }: Payload) {
  return builder.objectRef<PostPayload>(name).implement({
    description,
    fields: (t) => ({
      post: t.field({
        type: Post,
        nullable: true,
        description: 'The post as it is now; null where the call was refused.',
        resolve: ({ postId }, _args, { loaders }) => (postId === null ? null : loaders.writtenPost.load(postId)),
      }),
      userErrors: t.field({
        type: [UserError],
        description: 'Everything that is wrong, at once. Empty where the call was done.',
        resolve: ({ userErrors }) => [...userErrors],
      }),
      warnings: t.field({
        type: [Warning],
        description: 'Everything that is doubtful.',
        resolve: ({ warnings }) => [...warnings],
      }),
      ...(replayed && {
        replayed: t.exposeBoolean('replayed', {
          description: 'Whether this is the answer to an earlier call with the same idempotency key.',
        }),
      }),
    }),
  });
}
