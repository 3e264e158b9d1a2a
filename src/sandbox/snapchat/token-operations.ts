import type { Answer, Incoming, Operation } from '../network.ts';
import { Refused } from '../network.ts';
import type { Grants, Issued } from '../oauth/grants.ts';

const BODY_BYTES = 10_000;

/** Every scope that is played here. */
export const scopes = ['snapchat-profile-api'];

/** The token endpoint. https://developers.snap.com/api/marketing-api/Ads-API/authentication */
export function tokenOperations(grants: Grants): Operation[] {
  const path = '/login/oauth2/access_token';
  const run = (incoming: Incoming) => giveTokens(incoming, grants);
  return [{ name: `POST ${path}`, method: 'POST', path, publishes: false, maxBodyBytes: BODY_BYTES, run }];
}

function giveTokens({ body }: Incoming, grants: Grants): Answer {
  const form = new URLSearchParams(body);
  const field = (name: string): string => form.get(name) ?? refuse(400, 'invalid_request', `The ${name} is missing.`);
  const clientId = field('client_id');
  if (!grants.knowsClient(clientId, field('client_secret')))
    return refuse(401, 'invalid_client', 'Client authentication failed.');
  const kind = field('grant_type');
  if (kind === 'refresh_token') return tokens(grants.refresh(field('refresh_token')));
  if (kind !== 'authorization_code') return refuse(400, 'unsupported_grant_type', 'The grant type is not supported.');
  return tokens(grants.redeem(field('code'), { clientId, redirectUri: field('redirect_uri') }));
}

function tokens(issued: Issued | null): Answer {
  if (issued === null) return refuse(400, 'invalid_grant', 'The code or refresh token is invalid, expired or revoked.');
  const body = {
    access_token: issued.accessToken,
    token_type: 'Bearer',
    expires_in: issued.expiresInSeconds,
    refresh_token: issued.refreshToken,
    scope: (issued.scopes ?? scopes).join(' '),
  };
  return { status: 200, body };
}

function refuse(status: number, error: string, description: string): never {
  throw new Refused({ status, body: { error, error_description: description } });
}
