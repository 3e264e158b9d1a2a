import { HOUR } from '../limits.ts';
import { type Answer, type Incoming, type Look, type Operation, Refused, type World } from '../network.ts';
import { authorizePage } from '../oauth/authorize-page.ts';
import { type Grants, type Issued, openGrants } from '../oauth/grants.ts';

const BODY_BYTES = 10_000;

/** What a network of Google's asks at its login page. */
type Login = { look: Look; scopes: readonly string[]; suggests: string };

/** What was granted at Google for a network. A refresh token stays until it is revoked. */
export function openGoogleGrants(world: World, network: string): Grants {
  return openGrants(world, { network, accessMs: HOUR, refreshMs: null, rotates: false, pkce: 'optional' });
}

/** Google's login page and its token endpoint. https://developers.google.com/identity/protocols/oauth2/web-server */
export function loginOperations(grants: Grants, { look, scopes, suggests }: Login): Operation[] {
  const parameters = { access_type: 'offline', prompt: 'consent' };
  const address = { path: '/o/oauth2/v2/auth', clientIdName: 'client_id', scopeSeparator: ' ', parameters } as const;
  const run = (incoming: Incoming) => giveTokens(incoming, grants, scopes);
  return [
    ...authorizePage({ grants, look, scopes, suggests, ...address }),
    { name: 'POST /token', method: 'POST', path: '/token', publishes: false, maxBodyBytes: BODY_BYTES, run },
  ];
}

function giveTokens({ body }: Incoming, grants: Grants, scopes: readonly string[]): Answer {
  const form = new URLSearchParams(body);
  const field = (name: string): string =>
    form.get(name) ?? refuse(400, 'invalid_request', `Missing required parameter: ${name}`);
  const [id, secret] = [field('client_id'), field('client_secret')];
  if (!grants.knowsClient(id, secret)) refuse(401, 'invalid_client', 'The OAuth client was not found.');
  const kind = field('grant_type');
  if (kind === 'refresh_token') {
    const { refreshToken: _, ...issued } = orRefused(
      grants.refresh(field('refresh_token')),
      'Token has been expired or revoked.',
    );
    return tokens(issued, scopes);
  }
  if (kind !== 'authorization_code') return refuse(400, 'unsupported_grant_type', `Invalid grant_type: ${kind}`);
  const proof = { clientId: id, redirectUri: field('redirect_uri'), codeVerifier: form.get('code_verifier') };
  return tokens(orRefused(grants.redeem(field('code'), proof), 'Malformed auth code.'), scopes);
}

function orRefused(issued: Issued | null, description: string): Issued {
  return issued ?? refuse(400, 'invalid_grant', description);
}

function tokens(issued: Omit<Issued, 'refreshToken'> & { refreshToken?: string }, scopes: readonly string[]): Answer {
  const body = {
    access_token: issued.accessToken,
    expires_in: issued.expiresInSeconds,
    scope: (issued.scopes ?? scopes).join(' '),
    token_type: 'Bearer',
    ...(issued.refreshToken === undefined ? {} : { refresh_token: issued.refreshToken }),
  };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body };
}

function refuse(status: number, error: string, description: string): never {
  throw new Refused({ status, body: { error, error_description: description } });
}
