import { deleteMedia } from '../src/actions/delete-media.ts';
import type { UserError as UserErrorShape } from '../src/domain/refusal.ts';
import { builder } from './builder.ts';
import { orRefused } from './errors.ts';
import { UserError } from './user-error.ts';

const DeleteMediaInput = builder.inputType('DeleteMediaInput', {
  description: 'A medium to be deleted.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The medium’s id.' }) }),
});

type Payload = { deletedId: string | null; userErrors: readonly UserErrorShape[] };

const DeleteMediaPayload = builder.objectRef<Payload>('DeleteMediaPayload').implement({
  description: 'What came of deleteMedia.',
  fields: (t) => ({
    deletedId: t.exposeID('deletedId', { nullable: true, description: 'The medium’s id; null where it was refused.' }),
    userErrors: t.field({
      type: [UserError],
      description: 'Everything that is wrong, at once. Empty where the call was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

builder.mutationField('deleteMedia', (t) =>
  t.field({
    type: DeleteMediaPayload,
    description:
      'Takes a medium out of the library. Refused while a post that is not wholly posted uses it; posts that were published with it go on showing it.',
    args: { input: t.arg({ type: DeleteMediaInput, required: true, description: 'Which medium.' }) },
    resolve: async (_root, { input }, context) => {
      const answer = await orRefused(deleteMedia(context, input));
      return { deletedId: null, userErrors: [], ...answer };
    },
  }),
);
