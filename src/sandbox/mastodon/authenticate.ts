import type { Incoming } from '../network.ts';
import type { Account, Accounts } from './accounts.ts';
import { refuse } from './api.ts';

export type Authenticate = ReturnType<typeof createAuthenticate>;

/** Tells whose token a request carries. Revoked tokens are kept in memory: they live as long as the fault. */
export function createAuthenticate(accounts: Accounts) {
  const revoked = new Set<string>();

  const optional = (incoming: Incoming): Account | null => {
    const token = bearer(incoming);
    if (token === null) return null;
    const account = accounts.byToken(token) ?? refuse(401, 'The access token is invalid');
    return revoked.has(token) ? refuse(401, 'The access token was revoked') : account;
  };

  return {
    optional,
    required: (incoming: Incoming): Account => optional(incoming) ?? refuse(401, 'The access token is invalid'),
    /** The account that the token claims, revoked or not. */
    claimed: (incoming: Incoming): Account | undefined => accounts.byToken(bearer(incoming) ?? ''),
    revoke: (incoming: Incoming): void => void revoked.add(bearer(incoming) ?? ''),
    forgiveAll: (): void => revoked.clear(),
  };
}

function bearer(incoming: Incoming): string | null {
  return /^bearer (\S+)$/i.exec(incoming.headers.get('authorization') ?? '')?.[1] ?? null;
}
