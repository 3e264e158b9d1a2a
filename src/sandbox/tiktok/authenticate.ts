import type { Incoming } from '../network.ts';
import type { Grants } from '../oauth/grants.ts';
import type { Account, Accounts } from './accounts.ts';
import { refuse } from './api.ts';

export type Authenticate = ReturnType<typeof createAuthenticate>;

/** Tells whose token a request carries. */
export function createAuthenticate(grants: Grants, accounts: Accounts) {
  const holderOf = (incoming: Incoming) => {
    const token = /^bearer (\S+)$/i.exec(incoming.headers.get('authorization') ?? '')?.[1];
    return token === undefined ? null : grants.holderOf(token);
  };
  return {
    /** The account that asks, where its token is good and was granted the scope. */
    required: (incoming: Incoming, scope: string): Account => {
      const holder = holderOf(incoming);
      if (holder?.state !== 'good')
        return refuse(401, 'access_token_invalid', 'The access token is invalid or not found in the request.');
      if (holder.scopes !== null && !holder.scopes.includes(scope))
        return refuse(
          401,
          'scope_not_authorized',
          'The user did not authorize the scope required for completing this request.',
        );
      return accounts.meet(holder.name);
    },
    /** The account that the token claims, good or not. */
    claimed: (incoming: Incoming): Account | null => {
      const holder = holderOf(incoming);
      return holder === null ? null : accounts.meet(holder.name);
    },
  };
}
