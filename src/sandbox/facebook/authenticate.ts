import { z } from 'zod';
import { expiredToken, revokedToken } from '../graph/authenticate.ts';
import { noSuchObject, refuse } from '../graph/error.ts';
import { tokenIn } from '../graph/parameters.ts';
import { DAY, HOUR } from '../limits.ts';
import type { Incoming, World } from '../network.ts';
import { type Grants, openGrants } from '../oauth/grants.ts';
import type { Page, Pages } from './accounts.ts';

const PAGE_SUFFIX = '.page';
const FOR_EVER_MS = 36_500 * DAY;
const LONG_MS = 60 * DAY;

type Scopes = string[] | null;

/** Whose token a request carries. */
export type Caller = { page: Page | null; name: string; scopes: Scopes; token: string };

export type Authenticate = ReturnType<typeof createAuthenticate>;

/**
 * Tells whose token a request carries. `sandbox-token-<name>` is a person's and long-lived, `sandbox-token-<name>.page` the token of
 * that Page. A Page's token lives as long as the person's that asked for it, and for ever where that was a long-lived one.
 */
export function createAuthenticate(world: World, pages: Pages) {
  const grants = openGrants(world, {
    network: 'facebook',
    accessMs: HOUR,
    refreshMs: null,
    rotates: false,
    pkce: 'none',
  });
  const longLived = world.store.table('facebook/long-lived', z.literal(true));

  const caller = (incoming: Incoming): Caller => {
    const token = tokenIn(incoming);
    if (token === null) return refuse({ message: 'An access token is required to request this resource.', code: 104 });
    const holder = holderOf(grants, token);
    const page = holder.name.endsWith(PAGE_SUFFIX) ? pages.named(holder.name.slice(0, -PAGE_SUFFIX.length)) : null;
    return { ...holder, page, token };
  };

  const page = (incoming: Incoming, scope: string): Page => {
    const { page: own, scopes } = caller(incoming);
    if (own === null)
      return refuse({ message: '(#210) A page access token is required to request this resource.', code: 210 });
    if (scopes !== null && !scopes.includes(scope)) return refuse({ message: missing(scope), code: 200 });
    return own;
  };

  return {
    grants,
    caller,
    page,
    /** The Page of a path, which has to be the token's own. */
    ofPath: (incoming: Incoming, scope: string): Page => {
      const own = page(incoming, scope);
      const { page: id = '' } = incoming.params;
      return id === own.id || id === 'me' ? own : noSuchObject('POST', id);
    },
    /** The Page or the person that the token names, whether it is good or not. */
    claimed: (incoming: Incoming): string | null => {
      const token = tokenIn(incoming);
      const name = token === null ? undefined : grants.holderOf(token)?.name;
      return name?.replace(/\.page$/, '') ?? null;
    },
    longLivedFor: ({ name, scopes }: Caller): { token: string; seconds: number } => {
      const { accessToken, expiresInSeconds } = grants.issue(name, { accessMs: LONG_MS, scopes });
      longLived.set(accessToken, true);
      return { token: accessToken, seconds: expiresInSeconds };
    },
    /** A token of a Page: the well-known one while it is good, else a new one. */
    tokenOf: ({ username }: Page, { token, scopes }: Caller): string => {
      const name = `${username}${PAGE_SUFFIX}`;
      const lasts = !token.includes('~') || longLived.get(token) === true;
      const known = `sandbox-token-${name}`;
      if (lasts && scopes === null && grants.holderOf(known)?.state === 'good') return known;
      return grants.issue(name, { accessMs: lasts ? FOR_EVER_MS : HOUR, scopes }).accessToken;
    },
    expire: (incoming: Incoming): void => ended(incoming, grants, grants.expire),
    revoke: (incoming: Incoming): void => ended(incoming, grants, grants.revoke),
  };
}

function holderOf(grants: Grants, token: string): { name: string; scopes: Scopes } {
  const holder = grants.holderOf(token);
  if (holder === null) return refuse({ message: 'Invalid OAuth access token - Cannot parse access token', code: 190 });
  if (holder.state === 'expired') return refuse(expiredToken);
  return holder.state === 'revoked' ? refuse(revokedToken) : holder;
}

function ended(incoming: Incoming, grants: Grants, end: (name: string) => void): void {
  const holder = grants.holderOf(tokenIn(incoming) ?? '');
  if (holder !== null) end(holder.name);
}

function missing(scope: string): string {
  return `(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts as an admin with sufficient administrative permission. Missing: ${scope}`;
}
