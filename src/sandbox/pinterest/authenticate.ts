import type { Incoming } from '../network.ts';
import type { Grants } from '../oauth/grants.ts';
import type { Account, Accounts } from './accounts.ts';
import { refuse } from './api.ts';

export type Authenticate = ReturnType<typeof createAuthenticate>;

const SCOPES =
  'Your token does not have sufficient permissions to perform this operation. Please ensure your token has the following scopes: ';

/** Tells whose token a request carries. */
export function createAuthenticate(grants: Grants, accounts: Accounts) {
  const holderOf = (incoming: Incoming) => {
    const token = /^bearer (\S+)$/i.exec(incoming.headers.get('authorization') ?? '')?.[1];
    return token === undefined ? null : grants.holderOf(token);
  };
  return {
    /** The account that asks, where its token is good and was granted all of these scopes. */
    required: (incoming: Incoming, scopes: readonly string[]): Account => {
      const holder = holderOf(incoming);
      if (holder?.state !== 'good') return refuse(401, 2, 'Authentication failed.');
      const granted = holder.scopes;
      if (granted !== null && !scopes.every((scope) => granted.includes(scope)))
        return refuse(401, 3, SCOPES + scopes.join(', '));
      return accounts.meet(holder.name);
    },
    /** The account that the token claims, good or not. */
    claimed: (incoming: Incoming): Account | null => {
      const holder = holderOf(incoming);
      return holder === null ? null : accounts.meet(holder.name);
    },
  };
}
