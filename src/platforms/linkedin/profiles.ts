import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { ConnectedProfile, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { restHeaders } from './headers.ts';
import type { Login } from './tokens.ts';

const PAGE = 100;

const memberSchema = z.object({ sub: z.string().min(1), name: z.string().min(1), picture: z.string().optional() });

const rolesSchema = z.object({ elements: z.array(z.object({ organization: z.string() })) });

const organizationsSchema = z.object({
  results: z.record(z.string(), z.object({ localizedName: z.string(), vanityName: z.string() })),
});

/** https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2#api-request-to-retreive-member-details */
export async function readMember(login: Login, { send }: Line): Promise<ConnectedProfile<Credentials>[]> {
  const headers = { authorization: `Bearer ${login.credentials.accessToken}` };
  const { sub, name, picture } = await send({ method: 'GET', path: '/v2/userinfo', headers }, memberSchema);
  const named = { username: name, nickname: name, avatarUrl: picture ?? null };
  return [{ remoteId: `urn:li:person:${sub}`, ...named, ...login, textLimit: null, server: null }];
}

/**
 * The pages that the member administers.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-access-control-by-role and …/organization-lookup-api
 */
export async function readPages(login: Login, { send }: Line): Promise<ConnectedProfile<Credentials>[]> {
  const headers = restHeaders(login.credentials.accessToken);
  const query = `q=roleAssignee&role=ADMINISTRATOR&state=APPROVED&start=0&count=${PAGE}`;
  const { elements } = await send({ method: 'GET', path: `/rest/organizationAcls?${query}`, headers }, rolesSchema);
  const ids = elements.map(({ organization }) => organization.replace(/^urn:li:organization:/, ''));
  if (ids.length === 0) throw noPages();
  const path = `/rest/organizations?ids=List(${ids.join(',')})`;
  const { results } = await send({ method: 'GET', path, headers }, organizationsSchema);
  return Object.entries(results).map(([id, { localizedName, vanityName }]) => ({
    remoteId: `urn:li:organization:${id}`,
    username: vanityName,
    nickname: localizedName,
    avatarUrl: null,
    textLimit: null,
    server: null,
    ...login,
  }));
}

function noPages(): PlatformFailure {
  const message = 'This login administers no LinkedIn page.';
  const hint = 'Have an administrator of the page log in, or make the login one: page → Settings → Manage admins.';
  return new PlatformFailure({ kind: 'permission', happened: 'no', message, hint });
}
