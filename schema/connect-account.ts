import { connectAccount } from '../src/actions/connect-account.ts';
import { optionField } from '../src/domain/post-draft.ts';
import { Refusal, type UserError as UserErrorShape } from '../src/domain/refusal.ts';
import { publishingRooms } from '../src/platforms/index.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { orRefused } from './errors.ts';
import { UserError } from './user-error.ts';
import { withoutNulls, zodInput } from './zod-input.ts';

type Payload = { accountIds: readonly string[]; userErrors: readonly UserErrorShape[] };
type Credentials = Readonly<Record<string, unknown>>;

const rooms = [...publishingRooms.values()].map(({ profile, connecting }) => {
  const name = optionField(profile.network);
  const typeName = `${name.charAt(0).toUpperCase()}${name.slice(1)}CredentialsInput`;
  const input = zodInput(typeName, `What connects an account on ${profile.label}.`, connecting.input);
  return { network: profile.network, label: profile.label, name, input };
});

const ConnectAccountInput = builder.inputType('ConnectAccountInput', {
  description: 'Credentials of one channel: exactly one field.',
  fields: (t) =>
    Object.fromEntries(
      rooms.map(({ name, label, input }) => [name, t.field({ type: input, description: `An account on ${label}.` })]),
    ),
});

const ConnectAccountPayload = builder.objectRef<Payload>('ConnectAccountPayload').implement({
  description: 'What came of connectAccount.',
  fields: (t) => ({
    accounts: t.field({
      type: [Account],
      description: 'The accounts that the credentials open. A profile that was connected before keeps its id.',
      resolve: async ({ accountIds }, _args, { loaders }) => {
        const accounts = await Promise.all(accountIds.map((id) => loaders.writtenAccount.load(id)));
        return accounts.filter((account) => account !== null);
      },
    }),
    userErrors: t.field({
      type: [UserError],
      description: 'Everything that is wrong, at once. Empty where the call was done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});

builder.mutationField('connectAccount', (t) =>
  t.field({
    type: ConnectAccountPayload,
    description: 'Connects an account with credentials at hand, or connects it again.',
    args: { input: t.arg({ type: ConnectAccountInput, required: true, description: 'The credentials.' }) },
    resolve: async (_root, { input }, context) => {
      const answer = await orRefused(connect(input, context));
      return { accountIds: [], userErrors: [], ...answer };
    },
  }),
);

async function connect(input: Credentials, context: Context): Promise<{ accountIds: string[] }> {
  const given = rooms.filter(({ name }) => input[name] !== null && input[name] !== undefined);
  const [room] = given;
  if (room === undefined) throw refuse('REQUIRED', 'Give the credentials of one channel.');
  if (given.length > 1) throw refuse('INVALID', 'Give the credentials of one channel, not of several.');
  return connectAccount(context, {
    network: room.network,
    credentials: withoutNulls(input[room.name] as Credentials),
    path: ['input', room.name],
  });
}

function refuse(code: UserErrorShape['code'], message: string): Refusal {
  return new Refusal([{ code, message, path: ['input'] }]);
}
