import type { AccountView } from '../src/queries/account-view.ts';
import type { Context } from './context.ts';

/** An account that a post which this operation writes goes to: known to be there, since the rules looked it up. */
export async function recipient(accountId: string, { loaders }: Pick<Context, 'loaders'>): Promise<AccountView> {
  const account = await loaders.recipient.load(accountId);
  if (account === null) throw new Error(`The account ${accountId} is gone.`);
  return account;
}
