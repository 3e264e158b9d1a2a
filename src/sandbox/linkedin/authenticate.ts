import type { Incoming } from '../network.ts';
import type { Grants } from '../oauth/grants.ts';
import { refuse } from './api.ts';

// https://learn.microsoft.com/en-us/linkedin/marketing/versioning: a version is served for about a year.
const FIRST_VERSION = '202512';
const LAST_VERSION = '202611';

export type Authenticate = ReturnType<typeof createAuthenticate>;

/** Tells whose token a request carries, and whether it may do what it asks for. */
export function createAuthenticate(grants: Grants, ownScopes: readonly string[]) {
  const holder = (incoming: Incoming, scope: string): string => {
    const token = bearer(incoming);
    if (token === null)
      return refuse({ status: 401, code: 'UNAUTHORIZED', serviceErrorCode: 401, message: 'Empty oauth2_access_token' });
    const held = grants.holderOf(token);
    if (held === null) return refuse(invalidToken);
    if (held.state === 'expired') return refuse(expiredToken);
    if (held.state === 'revoked') return refuse(revokedToken);
    const scopes = held.scopes ?? ownScopes;
    return scopes.includes(scope) ? held.name : refuse(notEnough(incoming));
  };
  return {
    holder,
    /** The same, for what is below /rest, where the version and the protocol have to be named. */
    restHolder(incoming: Incoming, scope: string): string {
      const name = holder(incoming, scope);
      checkVersions(incoming);
      return name;
    },
    /** The name that the token claims, good or not. */
    claimed: (incoming: Incoming): string | null => grants.holderOf(bearer(incoming) ?? '')?.name ?? null,
  };
}

const invalidToken = {
  status: 401,
  serviceErrorCode: 65_600,
  code: 'INVALID_ACCESS_TOKEN',
  message: 'Invalid access token',
};
export const revokedToken = {
  status: 401,
  serviceErrorCode: 65_601,
  code: 'REVOKED_ACCESS_TOKEN',
  message: 'The token used in the request has been revoked by the user',
};
export const expiredToken = {
  status: 401,
  serviceErrorCode: 65_602,
  code: 'EXPIRED_ACCESS_TOKEN',
  message: 'The token used in the request has expired',
};

function notEnough({ headers }: Incoming) {
  const version = headers.get('linkedin-version') ?? 'NO_VERSION';
  return {
    status: 403,
    serviceErrorCode: 100,
    code: 'ACCESS_DENIED',
    message: `Not enough permissions to access this resource in version ${version}`,
  };
}

function checkVersions({ headers }: Incoming): void {
  const version = headers.get('linkedin-version');
  if (version === null) {
    const message = 'A version must be present. Please specify a version by adding the LinkedIn-Version header.';
    refuse({ status: 400, code: 'VERSION_MISSING', message });
  }
  if (!/^\d{6}$/.test(version) || version < FIRST_VERSION || version > LAST_VERSION) {
    refuse({ status: 426, code: 'NONEXISTENT_VERSION', message: `Requested version ${version} is not active` });
  }
  if (headers.get('x-restli-protocol-version') !== '2.0.0') {
    const message = 'The header X-Restli-Protocol-Version must be 2.0.0';
    refuse({ status: 400, code: 'ILLEGAL_ARGUMENT', message });
  }
}

function bearer({ headers }: Incoming): string | null {
  return /^bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;
}
