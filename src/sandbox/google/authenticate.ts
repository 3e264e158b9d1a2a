import type { Answer, Incoming } from '../network.ts';
import type { Grants } from '../oauth/grants.ts';
import { googleError, refuse } from './error.ts';

const NO_TOKEN =
  'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';

export type Authenticate = ReturnType<typeof createAuthenticate>;

/** Tells whose token a request to a Google API carries. */
export function createAuthenticate(grants: Grants) {
  const holderOf = (incoming: Incoming) => {
    const token = /^bearer (\S+)$/i.exec(incoming.headers.get('authorization') ?? '')?.[1];
    return token === undefined ? null : grants.holderOf(token);
  };
  return {
    /** The name that asks, where its token is good and was granted one of these scopes. */
    required: (incoming: Incoming, scopes: readonly string[]): string => {
      const holder = holderOf(incoming);
      if (holder?.state !== 'good') return refuse(unauthenticated);
      const granted = holder.scopes;
      if (granted !== null && !scopes.some((scope) => granted.includes(scope))) return refuse(insufficient);
      return holder.name;
    },
    /** The name that the token claims, good or not. */
    claimed: (incoming: Incoming): string | null => holderOf(incoming)?.name ?? null,
    /** Ends what the asking account's tokens are good for, and answers so. */
    ending:
      (end: (name: string) => void) =>
      (incoming: Incoming): Answer => {
        end(holderOf(incoming)?.name ?? '');
        return googleError(unauthenticated);
      },
  };
}

const unauthenticated = { code: 401, message: NO_TOKEN, reason: 'authError', status: 'UNAUTHENTICATED' };

const insufficient = {
  code: 403,
  message: 'Request had insufficient authentication scopes.',
  reason: 'insufficientPermissions',
  status: 'PERMISSION_DENIED',
  details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
};
