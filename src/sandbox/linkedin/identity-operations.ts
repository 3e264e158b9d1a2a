import type { Answer, Incoming, Operation } from '../network.ts';
import type { Issued } from '../oauth/grants.ts';
import { refuse } from './api.ts';
import { operation, type Parts } from './parts.ts';

/** Who a login is, what it administers, and its tokens. */
export function identityOperations(parts: Parts): Operation[] {
  return [
    operation({ method: 'POST', path: '/oauth/v2/accessToken' }, (incoming) => exchangeToken(incoming, parts)),
    operation({ method: 'GET', path: '/v2/userinfo' }, (incoming) => showMember(incoming, parts)),
    operation({ method: 'GET', path: '/rest/organizationAcls' }, (incoming) => listRoles(incoming, parts)),
    operation({ method: 'GET', path: '/rest/organizations' }, (incoming) => showOrganizations(incoming, parts)),
  ];
}

/** https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow */
function exchangeToken({ headers, body }: Incoming, { grants, rules }: Parts): Answer {
  if (!/x-www-form-urlencoded/i.test(headers.get('content-type') ?? ''))
    return oauthError(400, 'invalid_request', 'A required parameter "grant_type" is missing');
  const form = new URLSearchParams(body);
  const clientId = form.get('client_id');
  if (!grants.knowsClient(clientId, form.get('client_secret')))
    return oauthError(401, 'invalid_client', 'Client authentication failed');
  if (form.get('grant_type') === 'authorization_code') {
    const proof = { clientId: clientId ?? '', redirectUri: form.get('redirect_uri') ?? '' };
    const issued = grants.redeem(form.get('code') ?? '', proof);
    return issued === null ? oauthError(400, 'invalid_request', codeRefused) : tokens(issued, rules.scopes);
  }
  if (form.get('grant_type') !== 'refresh_token')
    return oauthError(400, 'unsupported_grant_type', 'The grant type is not supported');
  const issued = grants.refresh(form.get('refresh_token') ?? '');
  return issued === null ? oauthError(400, 'invalid_grant', refreshRefused) : tokens(issued, rules.scopes);
}

const codeRefused =
  'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists';
const refreshRefused = 'The provided authorization grant or refresh token is invalid, expired or revoked.';

function oauthError(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

function tokens(issued: Issued, all: readonly string[]): Answer {
  return {
    status: 200,
    body: {
      access_token: issued.accessToken,
      expires_in: issued.expiresInSeconds,
      refresh_token: issued.refreshToken,
      refresh_token_expires_in: issued.refreshExpiresInSeconds,
      scope: (issued.scopes ?? all).join(','),
      token_type: 'Bearer',
    },
  };
}

function showMember(incoming: Incoming, { authenticate, authors }: Parts): Answer {
  const { urn, name, displayName } = authors.member(authenticate.holder(incoming, 'profile'));
  const [given = displayName, ...family] = displayName.split(' ');
  const names = { name: displayName, given_name: given, family_name: family.join(' ') };
  const sub = urn.replace('urn:li:person:', '');
  const locale = { country: 'US', language: 'en' };
  return { status: 200, body: { sub, ...names, locale, email: `${name}@sandbox.test`, email_verified: true } };
}

function listRoles(incoming: Incoming, { authenticate, authors }: Parts): Answer {
  const login = authenticate.restHolder(incoming, 'rw_organization_admin');
  const { query } = incoming;
  if (query.get('q') !== 'roleAssignee')
    refuse({ status: 400, code: 'ILLEGAL_ARGUMENT', message: 'Unknown finder in "q"' });
  const start = Number(query.get('start') ?? 0);
  const count = Number(query.get('count') ?? 10);
  const roleAssignee = authors.member(login).urn;
  const all = authors.pages(login).map(({ urn }) => ({
    organization: urn,
    role: 'ADMINISTRATOR',
    roleAssignee,
    state: 'APPROVED',
  }));
  const wanted = all.filter(
    ({ role, state }) => role === (query.get('role') ?? role) && state === (query.get('state') ?? state),
  );
  const elements = wanted.slice(start, start + count);
  return { status: 200, body: { paging: { start, count, links: [], total: wanted.length }, elements } };
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-lookup-api */
function showOrganizations(incoming: Incoming, { authenticate, authors }: Parts): Answer {
  const login = authenticate.restHolder(incoming, 'rw_organization_admin');
  const [, listed] = /^List\(([\d,]+)\)$/.exec(incoming.query.get('ids') ?? '') ?? [];
  if (listed === undefined) refuse({ status: 400, code: 'ILLEGAL_ARGUMENT', message: 'Invalid value for "ids"' });
  const ids = listed.split(',');
  const own = authors.pages(login).map((page) => ({ ...page, id: page.urn.replace('urn:li:organization:', '') }));
  const shown = own.filter(({ id }) => ids.includes(id));
  const results = shown.map(({ id, name, displayName }) => [
    id,
    { id: Number(id), localizedName: displayName, vanityName: name, primaryOrganizationType: 'NONE' },
  ]);
  const refused = ids.filter((id) => !own.some((page) => page.id === id));
  const errors = refused.map((id) => [id, { status: 403, message: 'Not enough permissions' }]);
  const statuses = [...shown.map(({ id }) => [id, 200]), ...refused.map((id) => [id, 403])];
  return {
    status: 200,
    body: {
      results: Object.fromEntries(results),
      statuses: Object.fromEntries(statuses),
      errors: Object.fromEntries(errors),
    },
  };
}
