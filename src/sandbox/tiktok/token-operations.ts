import type { Answer, Incoming, Operation } from '../network.ts';
import { Refused } from '../network.ts';
import type { Grants, Issued } from '../oauth/grants.ts';
import type { Accounts } from './accounts.ts';
import { logId } from './api.ts';

const BODY_BYTES = 10_000;

/** Every scope that is played here. */
export const scopes = ['user.info.basic', 'video.publish', 'video.list'];

type Parts = { grants: Grants; accounts: Accounts };

/** The token endpoint. https://developers.tiktok.com/doc/oauth-user-access-token-management */
export function tokenOperations(parts: Parts): Operation[] {
  const path = '/v2/oauth/token/';
  const run = (incoming: Incoming) => giveTokens(incoming, parts);
  return [{ name: `POST ${path}`, method: 'POST', path, publishes: false, maxBodyBytes: BODY_BYTES, run }];
}

function giveTokens(incoming: Incoming, parts: Parts): Answer {
  const form = new URLSearchParams(incoming.body);
  const field = (name: string): string => form.get(name) ?? refuse('invalid_request', `The ${name} is missing.`);
  const clientId = field('client_key');
  if (!parts.grants.knowsClient(clientId, field('client_secret')))
    return refuse('invalid_client', 'Client key or secret is incorrect.');
  const kind = field('grant_type');
  if (kind === 'refresh_token') return tokens(parts.grants.refresh(field('refresh_token')), parts);
  if (kind !== 'authorization_code') return refuse('unsupported_grant_type', 'The grant type is not supported.');
  const proof = { clientId, redirectUri: field('redirect_uri') };
  return tokens(parts.grants.redeem(field('code'), proof), parts);
}

function tokens(issued: Issued | null, { accounts }: Parts): Answer {
  if (issued === null) return refuse('invalid_grant', 'The code or refresh token is invalid or expired.');
  const body = {
    access_token: issued.accessToken,
    expires_in: issued.expiresInSeconds,
    open_id: accounts.meet(issued.name).openId,
    refresh_expires_in: issued.refreshExpiresInSeconds,
    refresh_token: issued.refreshToken,
    scope: (issued.scopes ?? scopes).join(','),
    token_type: 'Bearer',
  };
  return { status: 200, body };
}

/** https://developers.tiktok.com/doc/oauth-error-handling */
function refuse(error: string, description: string): never {
  throw new Refused({ status: 400, body: { error, error_description: description, log_id: logId() } });
}
