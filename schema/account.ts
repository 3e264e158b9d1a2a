import type { Choice as ChoiceShape } from '../src/platforms/platform.ts';
import { accountChoices } from '../src/queries/account-choices.ts';
import type { AccountView } from '../src/queries/account-view.ts';
import { listAccounts } from '../src/queries/list-accounts.ts';
import { builder } from './builder.ts';
import { DeliveryError } from './delivery-error.ts';
import { AccountStatusEnum, Channel } from './enums.ts';

/** In points of an operation's cost, of which an object has one. */
const networkCallCost = 1_000;

const Choice = builder.objectRef<ChoiceShape>('Choice').implement({
  description: 'A value that an option can have for an account.',
  fields: (t) => ({
    value: t.exposeString('value', { description: 'What the option takes.' }),
    label: t.exposeString('label', { description: 'What people call it.' }),
  }),
});

export const Account = builder.node(builder.objectRef<AccountView>('Account'), {
  description: 'One connected profile on a channel.',
  id: { resolve: (account) => account.id },
  loadWithoutCache: (id, context) => context.loaders.account.load(id),
  fields: (t) => ({
    channel: t.expose('network', { type: Channel, description: 'The channel that it is on.' }),
    network: t.exposeString('network', {
      description: 'The channel’s name as `accounts:` takes it, such as "bluesky".',
    }),
    username: t.exposeString('username', { description: 'Its name at the network, without a leading @.' }),
    nickname: t.exposeString('nickname', { nullable: true, description: 'The name that readers see.' }),
    avatarUrl: t.expose('avatarUrl', { type: 'URL', nullable: true, description: 'Its picture.' }),
    status: t.expose('status', { type: AccountStatusEnum, description: 'Whether it can be published to.' }),
    statusReason: t.expose('statusReason', {
      type: DeliveryError,
      nullable: true,
      description: 'Why it has to be connected again.',
    }),
    credentialsExpireAt: t.expose('credentialsExpireAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a person must connect it again; null where renewal goes on by itself.',
    }),
    textLimit: t.exposeInt('textLimit', {
      nullable: true,
      description: 'Its own text limit, where that differs from the channel’s.',
    }),
    choices: t.field({
      type: [Choice],
      nullable: true,
      description:
        'What it can choose of an option, from the network itself and at most half a minute old. Null where the option has no such values.',
      args: { option: t.arg.string({ required: true, description: 'The option’s name, such as "boardId".' }) },
      extensions: { cost: networkCallCost },
      resolve: ({ id }, { option }, context) => accountChoices(context, id, option),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first connected.' }),
  }),
});

builder.queryFields((t) => ({
  account: t.field({
    type: Account,
    nullable: true,
    description: 'An account by its id. Null for an unknown one and for another workspace’s.',
    args: { id: t.arg.id({ required: true, description: 'The account’s id.' }) },
    resolve: (_root, { id }, context) => context.loaders.account.load(id),
  }),
  accounts: t.field({
    type: [Account],
    description: 'The connected accounts, oldest first; a workspace has 500 at most.',
    args: {
      channels: t.arg({ type: [Channel], description: 'Only accounts on these channels. Null: on all; empty: none.' }),
      statuses: t.arg({
        type: [AccountStatusEnum],
        description: 'Only accounts with one of these statuses. Null: with any; empty: none.',
      }),
    },
    resolve: (_root, { channels, statuses }, context) =>
      listAccounts(context, { networks: channels ?? null, statuses: statuses ?? null }),
  }),
}));
