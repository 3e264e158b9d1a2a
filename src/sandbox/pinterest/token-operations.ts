import type { Answer, Incoming, Operation } from '../network.ts';
import type { Grants, Issued } from '../oauth/grants.ts';
import { refuse } from './api.ts';

const BODY_BYTES = 10_000;

/** Every scope that is played here. */
export const scopes = ['boards:read', 'boards:write', 'pins:read', 'pins:write', 'user_accounts:read'];

/** The token endpoint. https://developers.pinterest.com/docs/api/v5/oauth-token */
export function tokenOperations(grants: Grants): Operation[] {
  const path = '/v5/oauth/token';
  const run = (incoming: Incoming) => giveTokens(incoming, grants);
  return [{ name: `POST ${path}`, method: 'POST', path, publishes: false, maxBodyBytes: BODY_BYTES, run }];
}

function giveTokens(incoming: Incoming, grants: Grants): Answer {
  const [id, secret] = clientOf(incoming);
  if (!grants.knowsClient(id, secret)) return refuse(401, 2, 'Authentication failed.');
  const form = new URLSearchParams(incoming.body);
  const field = (name: string): string => form.get(name) ?? refuse(400, 1, `Missing request body: ${name}`);
  const kind = field('grant_type');
  if (kind === 'refresh_token') return tokens(grants.refresh(field('refresh_token')), kind);
  if (kind !== 'authorization_code') return refuse(400, 1, 'Invalid request: grant_type');
  return tokens(grants.redeem(field('code'), { clientId: id, redirectUri: field('redirect_uri') }), kind);
}

function tokens(issued: Issued | null, kind: string): Answer {
  if (issued === null) return refuse(401, 283, 'The authorization grant is invalid');
  const body = {
    access_token: issued.accessToken,
    response_type: kind,
    token_type: 'bearer',
    expires_in: issued.expiresInSeconds,
    scope: (issued.scopes ?? scopes).join(','),
    refresh_token: issued.refreshToken,
    refresh_token_expires_in: issued.refreshExpiresInSeconds,
  };
  return { status: 200, body };
}

function clientOf({ headers }: Incoming): [string, string] {
  const key = /^basic (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  const [id = '', secret = ''] = Buffer.from(key, 'base64').toString('utf8').split(':');
  return [id, secret];
}
