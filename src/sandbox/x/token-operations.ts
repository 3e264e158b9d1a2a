import type { Answer, Incoming, Operation } from '../network.ts';
import { Refused } from '../network.ts';
import type { Grants, Issued } from '../oauth/grants.ts';

const BODY_BYTES = 10_000;

/** Every scope that is played here. */
export const scopes = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];

/** The token endpoint. https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token */
export function tokenOperations(grants: Grants): Operation[] {
  const path = '/2/oauth2/token';
  const run = (incoming: Incoming) => giveTokens(incoming, grants);
  return [{ name: `POST ${path}`, method: 'POST', path, publishes: false, maxBodyBytes: BODY_BYTES, run }];
}

function giveTokens(incoming: Incoming, grants: Grants): Answer {
  const [id, secret] = clientOf(incoming);
  if (!grants.knowsClient(id, secret)) refuse(401, 'unauthorized_client', 'Missing valid authorization header');
  const form = new URLSearchParams(incoming.body);
  const field = (name: string): string =>
    form.get(name) ?? refuse(400, 'invalid_request', `Missing required parameter [${name}].`);
  const kind = field('grant_type');
  if (kind === 'refresh_token') return tokens(grants.refresh(field('refresh_token')), 'token');
  if (kind !== 'authorization_code')
    return refuse(400, 'unsupported_grant_type', 'Value passed for the grant type was invalid.');
  const proof = { clientId: id, redirectUri: field('redirect_uri'), codeVerifier: field('code_verifier') };
  return tokens(grants.redeem(field('code'), proof), 'authorization code');
}

function tokens(issued: Issued | null, what: string): Answer {
  if (issued === null) return refuse(400, 'invalid_request', `Value passed for the ${what} was invalid.`);
  const granted = issued.scopes ?? scopes;
  const body = {
    token_type: 'bearer',
    expires_in: issued.expiresInSeconds,
    access_token: issued.accessToken,
    scope: granted.join(' '),
    ...(granted.includes('offline.access') ? { refresh_token: issued.refreshToken } : {}),
  };
  return { status: 200, body };
}

function clientOf({ headers }: Incoming): [string, string] {
  const key = /^basic (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  const [id = '', secret = ''] = Buffer.from(key, 'base64').toString('utf8').split(':');
  return [id, secret];
}

function refuse(status: number, error: string, description: string): never {
  throw new Refused({ status, body: { error, error_description: description } });
}
