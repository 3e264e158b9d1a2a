import { deletePost, type Removal as RemovalShape } from '../src/actions/delete-post.ts';
import type { UserError as UserErrorShape, Warning as WarningShape } from '../src/domain/refusal.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import { orRefused } from './errors.ts';
import { recipient } from './recipient.ts';
import { Post } from './refs.ts';
import { UserError, Warning } from './user-error.ts';

const RemovalOutcome = builder.enumType('RemovalOutcome', {
  description: 'What became of a post at a network.',
  values: {
    REMOVED: { description: 'It was taken off.' },
    ALREADY_GONE: { description: 'It was not there any more.' },
    NOT_SUPPORTED: { description: 'The network lets no one remove posts this way.' },
    FAILED: { description: 'It could not be taken off: message says why. Delete the post again to try again.' },
  },
});

const Removal = builder.objectRef<RemovalShape>('Removal').implement({
  description: 'What became of a post at one account’s network.',
  fields: (t) => ({
    account: t.field({
      type: Account,
      description: 'The account.',
      resolve: ({ accountId }, _args, context) => recipient(accountId, context),
    }),
    outcome: t.expose('outcome', { type: RemovalOutcome, description: 'What became of it.' }),
    message: t.exposeString('message', { nullable: true, description: 'Why it is still there.' }),
  }),
});

const DeletePostInput = builder.inputType('DeletePostInput', {
  description: 'A post to be deleted.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The post’s id.' }),
    keepAtNetworks: t.boolean({ defaultValue: false, description: 'Leave what is live at the networks.' }),
  }),
});

type Payload = {
  postId: string | null;
  deletedId: string | null;
  removals: readonly RemovalShape[];
  userErrors: readonly UserErrorShape[];
  warnings: readonly WarningShape[];
};

const DeletePostPayload = builder.objectRef<Payload>('DeletePostPayload').implement({
  description: 'What came of deletePost.',
  fields: (t) => ({
    deletedId: t.exposeID('deletedId', {
      nullable: true,
      description: 'The id of the post that is gone; null where it stays.',
    }),
    post: t.field({
      type: Post,
      nullable: true,
      description: 'The post where it stays, since something could not be taken off its network.',
      resolve: ({ postId, deletedId }, _args, { loaders }) =>
        postId === null || deletedId !== null ? null : loaders.writtenPost.load(postId),
    }),
    removals: t.field({
      type: [Removal],
      description: 'What became of it at each network where it was live.',
      resolve: ({ removals }) => [...removals],
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Everything that is wrong.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
    warnings: t.field({
      type: [Warning],
      description: 'Everything that is doubtful.',
      resolve: ({ warnings }) => [...warnings],
    }),
  }),
});

builder.mutationField('deletePost', (t) =>
  t.field({
    type: DeletePostPayload,
    description: 'Deletes a post: a schedule is cancelled, and what is live is taken off every network that can.',
    args: { input: t.arg({ type: DeletePostInput, required: true, description: 'Which post.' }) },
    resolve: async (_root, { input: { id, keepAtNetworks = null } }, context): Promise<Payload> => {
      const answer = await orRefused(deletePost(context, { id, keepAtNetworks }));
      return { postId: null, deletedId: null, removals: [], userErrors: [], ...answer };
    },
  }),
);
