import type { AccountOptionsDraft, OptionsByNetwork } from '../src/domain/post-draft.ts';
import type { AccountView } from '../src/queries/account-view.ts';
import type { WholeDelivery } from '../src/queries/whole-post.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import { ChannelOptions } from './channel-options.ts';

type AccountOptionsShape = { account: AccountView; options: OptionsByNetwork };

export const AccountOptions = builder.objectRef<AccountOptionsShape>('AccountOptions').implement({
  description: 'What was chosen for one account. It beats what was chosen for its channel.',
  fields: (t) => ({
    account: t.expose('account', { type: Account, description: 'The account.' }),
    options: t.expose('options', { type: ChannelOptions, description: 'What was chosen.' }),
  }),
});

/** Those of accounts that the post goes to. */
export function accountOptionsOf(
  given: readonly AccountOptionsDraft[],
  deliveries: readonly WholeDelivery[],
): AccountOptionsShape[] {
  return given.flatMap(({ accountId, options }) => {
    const delivery = deliveries.find(({ account }) => account.id === accountId);
    return delivery ? [{ account: delivery.account, options }] : [];
  });
}
