import type { Answer, Incoming } from '../network.ts';
import type { Grants } from '../oauth/grants.ts';
import type { Account, Accounts } from './accounts.ts';
import { graphError, noSuchObject, refuse } from './error.ts';
import { tokenIn } from './parameters.ts';

export type Authenticate = ReturnType<typeof createAuthenticate>;

/** Tells whose token a request carries, on a network whose tokens are of one account each. */
export function createAuthenticate(grants: Grants, accounts: Accounts) {
  const required = (incoming: Incoming, scopes: readonly string[]): Account => {
    const holder = grants.holderOf(tokenIn(incoming) ?? '');
    if (holder === null)
      return refuse({ message: 'Invalid OAuth access token - Cannot parse access token', code: 190 });
    if (holder.state === 'expired') return refuse(expiredToken);
    if (holder.state === 'revoked') return refuse(revokedToken);
    const missing = scopes.filter((scope) => holder.scopes?.includes(scope) === false);
    if (missing.length === 0) return accounts.meet(holder.name);
    return refuse({ message: `(#10) Application does not have permission for this action: ${missing}`, code: 10 });
  };
  const claimed = (incoming: Incoming): Account | null => {
    const holder = grants.holderOf(tokenIn(incoming) ?? '');
    return holder === null ? null : accounts.meet(holder.name);
  };
  return {
    /** The account that asks, where its token is good and was granted all of these scopes. */
    required,
    /** The same, where the account of the path is the caller's own. */
    ofPath: (incoming: Incoming, scopes: readonly string[]): Account => {
      const account = required(incoming, scopes);
      const { user = '' } = incoming.params;
      return user === 'me' || user === account.id ? account : noSuchObject('POST', user);
    },
    /** The account that the token claims, good or not. */
    claimed,
    expire: (incoming: Incoming): Answer => {
      grants.expire(claimed(incoming)?.username ?? '');
      return graphError(expiredToken);
    },
    revoke: (incoming: Incoming): Answer => {
      grants.revoke(claimed(incoming)?.username ?? '');
      return graphError(revokedToken);
    },
  };
}

/** What a token gets whose time is over. */
export const expiredToken = {
  message:
    'Error validating access token: Session has expired on Sunday, 22-Nov-26 05:00:00 PST. The current time is Sunday, 22-Nov-26 06:00:00 PST.',
  code: 190,
  subcode: 463,
};

/** What a token gets that was ended. */
export const revokedToken = {
  message:
    'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  code: 190,
  subcode: 460,
};
