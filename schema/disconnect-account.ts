import { disconnectAccount } from '../src/actions/disconnect-account.ts';
import type { UserError as UserErrorShape } from '../src/domain/refusal.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import { orRefused } from './errors.ts';
import { UserError } from './user-error.ts';

type Payload = { accountId: string | null; userErrors: readonly UserErrorShape[] };

const DisconnectAccountInput = builder.inputType('DisconnectAccountInput', {
  description: 'An account to be disconnected.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The account’s id.' }) }),
});

const DisconnectAccountPayload = builder.objectRef<Payload>('DisconnectAccountPayload').implement({
  description: 'What came of disconnectAccount.',
  fields: (t) => ({
    account: t.field({
      type: Account,
      nullable: true,
      description: 'The disconnected account; null where the call was refused.',
      resolve: ({ accountId }, _args, { loaders }) =>
        accountId === null ? null : loaders.writtenAccount.load(accountId),
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Everything that is wrong, at once. Empty where the call was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

builder.mutationField('disconnectAccount', (t) =>
  t.field({
    type: DisconnectAccountPayload,
    description:
      'Disconnects an account and destroys its credentials. What waits for it is PAUSED and goes on when the same profile is connected again; a delivery in flight ends first. The network is not told: what was granted there is taken back there.',
    args: { input: t.arg({ type: DisconnectAccountInput, required: true, description: 'Which account.' }) },
    resolve: async (_root, { input: { id } }, context) => {
      const answer = await orRefused(disconnectAccount(context, { id }));
      return { accountId: null, userErrors: [], ...answer };
    },
  }),
);
