import type { Incoming } from '../network.ts';
import type { Grants } from '../oauth/grants.ts';
import { type Accounts, type Profile, standingOf } from './accounts.ts';
import { refuse } from './api.ts';

const SCOPE = 'snapchat-profile-api';

export type Authenticate = ReturnType<typeof createAuthenticate>;

/** Tells whose token a request carries. https://developers.snap.com/api/marketing-api/Public-Profile-API/GetStarted */
export function createAuthenticate(grants: Grants, accounts: Accounts) {
  const holderOf = (incoming: Incoming) => {
    const token = /^bearer (\S+)$/i.exec(incoming.headers.get('authorization') ?? '')?.[1];
    return token === undefined ? null : grants.holderOf(token);
  };
  /** The login that asks, where its token is good and its application is allowed. */
  const required = (incoming: Incoming): string => {
    const holder = holderOf(incoming);
    if (holder?.state !== 'good') return refuse(401, 'E1001', 'The access token is missing, expired or invalid.');
    const granted = holder.scopes === null || holder.scopes.includes(SCOPE);
    if (!granted || standingOf(holder.name).isOutside)
      return refuse(403, 'AUTHORIZATION_PERMISSION_DENIED', 'The client may not use the Public Profile API.');
    return holder.name;
  };
  return {
    required,
    /** The profile that the path names, where it is the login's own. */
    profile: (incoming: Incoming): Profile => {
      const owner = required(incoming);
      const profile = accounts.of(owner).find(({ id }) => id === incoming.params.profile);
      return profile ?? refuse(403, 'AUTHORIZATION_PERMISSION_DENIED', 'The profile is not one of this login.');
    },
    /** The login that the token claims, good or not. */
    claimed: (incoming: Incoming): string | null => holderOf(incoming)?.name ?? null,
  };
}
