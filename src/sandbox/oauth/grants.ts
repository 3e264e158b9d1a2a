import { demoClient } from '../demo-client.ts';
import type { World } from '../network.ts';
import { type CodeGrant, type CodeProof, openCodes, type PkceRule } from './codes.ts';
import { openTokens, type Token } from './tokens.ts';

/*
 * Who has granted what at a played network: its tokens and authorisation codes (RFC 6749, RFC 7636).
 *
 *   const grants = openGrants(world, { network: 'x', accessMs: 2 * HOUR, refreshMs: null, rotates: true, pkce: 'required' });
 *
 * Every name is an account: its tokens `sandbox-token-<name>` and `sandbox-refresh-<name>` are good from the start, for all scopes
 * and for ever, until `expire`, `revoke` or a rotation ends them. How a network asks for tokens and what it answers is its own: it
 * reads the request, calls `redeem`, `refresh` or `issue`, and says in its own words what they gave. The login page: authorize-page.ts.
 */

export type GrantRules = {
  /** The network's folder; its tables are named after it. */
  network: string;
  accessMs: number;
  /** How long a refresh token lives; null is for ever. */
  refreshMs: number | null;
  /** Whether a refresh token can be used once, and gives its successor. */
  rotates: boolean;
  pkce: PkceRule;
};

/** Tokens as they are handed out; the seconds count from now, null is for ever. */
export type Issued = {
  name: string;
  /** Null is all that the network has. */
  scopes: readonly string[] | null;
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  refreshExpiresInSeconds: number | null;
};

/** Whose an access token is. A request with one that is not good is to be refused as the network does. */
type Holder = Pick<Token, 'name' | 'scopes'> & { state: 'good' | 'expired' | 'revoked' };

export type Grants = {
  pkce: PkceRule;
  /** Whether the sandbox knows the application (demo-client.ts). */
  knowsClient(id: string | null | undefined, secret: string | null | undefined): boolean;
  holderOf(accessToken: string): Holder | null;
  /** New tokens for a refresh token, which stays the same where none rotates. Null where it is unknown, used, expired or revoked. */
  refresh(refreshToken: string): Issued | null;
  /** New tokens for an account: where a network exchanges or renews an access token by itself, or gives one for a page. */
  issue(name: string, given?: { accessMs?: number; scopes?: Holder['scopes'] }): Issued;
  /** A code as the login page gives it: for one minute, once. */
  issueCode(grant: CodeGrant): string;
  /** Tokens for a code. Null where it is unknown, used or over, or was given for another client, address or verifier. */
  redeem(code: string, proof: CodeProof): Issued | null;
  /** Ends the access tokens that an account has by now, as if their time were over. */
  expire(name: string): void;
  /** Ends all tokens that an account has by now. */
  revoke(name: string): void;
  /** Undoes `expire` and `revoke`. */
  forgiveAll(): void;
};

/** Opens what was granted at a network: once a network, in its `play`. */
export function openGrants(world: World, rules: GrantRules): Grants {
  const tokens = openTokens(world, rules.network);
  const codes = openCodes(world, rules.network, rules.pkce);

  const issue: Grants['issue'] = (typed, { accessMs = rules.accessMs, scopes = null } = {}) => {
    const owner = { name: typed.toLowerCase(), scopes: scopes === null ? null : [...scopes] };
    return {
      ...owner,
      accessToken: tokens.make({ ...owner, kind: 'access', lifeMs: accessMs }),
      expiresInSeconds: seconds(accessMs),
      refreshToken: tokens.make({ ...owner, kind: 'refresh', lifeMs: rules.refreshMs }),
      refreshExpiresInSeconds: rules.refreshMs === null ? null : seconds(rules.refreshMs),
    };
  };
  const renewAccess = (refreshToken: string, { name, scopes, expiresAt }: Token): Issued => {
    const left = expiresAt === null ? rules.refreshMs : expiresAt - world.now().getTime();
    return {
      name,
      scopes,
      accessToken: tokens.make({ name, scopes, kind: 'access', lifeMs: rules.accessMs }),
      expiresInSeconds: seconds(rules.accessMs),
      refreshToken,
      refreshExpiresInSeconds: left === null ? null : seconds(left),
    };
  };

  return {
    pkce: rules.pkce,
    knowsClient: (id, secret) => id === demoClient.id && secret === demoClient.secret,
    holderOf(accessToken) {
      const token = tokens.find('access', accessToken);
      if (token === null || token.state === 'used') return null;
      return { name: token.name, scopes: token.scopes, state: token.state };
    },
    refresh(refreshToken) {
      const token = tokens.find('refresh', refreshToken);
      if (token?.state !== 'good') return null;
      if (!rules.rotates) return renewAccess(refreshToken, token);
      tokens.useUp(refreshToken);
      return issue(token.name, { scopes: token.scopes });
    },
    issue,
    issueCode: (grant) => codes.make(grant),
    redeem(code, proof) {
      const grant = codes.take(code, proof);
      return grant === null ? null : issue(grant.name, { scopes: grant.scopes });
    },
    expire: (name) => tokens.end(name, ['access'], 'expired'),
    revoke: (name) => tokens.end(name, ['access', 'refresh'], 'revoked'),
    forgiveAll: () => tokens.forgiveAll(),
  };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
