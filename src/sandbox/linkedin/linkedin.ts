import { demoLogin } from '../demo-login.ts';
import { DAY } from '../limits.ts';
import type { Incoming, Look, Network, PlayedNetwork, World } from '../network.ts';
import { authorizePage } from '../oauth/authorize-page.ts';
import { openGrants } from '../oauth/grants.ts';
import { apiError, refuseField } from './api.ts';
import { openAssets } from './assets.ts';
import { createAuthenticate, expiredToken, revokedToken } from './authenticate.ts';
import { linkedinAccounts, linkedinPageAccounts, openAuthors } from './authors.ts';
import { commentOperations } from './comment-operations.ts';
import { identityOperations } from './identity-operations.ts';
import { look, pageLook } from './look.ts';
import type { Parts, Rules } from './parts.ts';
import { duplicateOf, postOperations } from './post-operations.ts';
import { openPosts } from './posts.ts';
import { createRates } from './rates.ts';
import { shownPosts } from './shown-posts.ts';
import { uploadOperations } from './upload-operations.ts';

const memberRules: Rules = {
  channel: 'linkedin',
  scopes: ['openid', 'profile', 'email', 'w_member_social'],
  write: 'w_member_social',
  read: 'r_member_social',
  requestsPerDay: 150,
};

const pageRules: Rules = {
  channel: 'linkedin_page',
  scopes: ['w_organization_social', 'r_organization_social', 'rw_organization_admin'],
  write: 'w_organization_social',
  read: 'r_organization_social',
  requestsPerDay: 500,
};

/** LinkedIn as members use it. */
export const linkedin = network(memberRules, look, linkedinAccounts);

/** LinkedIn as the administrators of pages use it. */
export const linkedinPage = network(pageRules, pageLook, linkedinPageAccounts);

type Login = { name: string; displayName: string; accessToken: string };

function network(rules: Rules, shown: Look, accounts: readonly Login[]): Network {
  return {
    channel: rules.channel,
    look: shown,
    logins: accounts.map(({ displayName, accessToken }) => ({ name: displayName, secret: accessToken })),
    demoLogin: demoLogin(accounts),
    apiPaths: ['/rest', '/v2', '/oauth', '/dms-uploads'],
    play: (world) => play(world, rules, { look: shown, suggests: accounts[0]?.name ?? '' }),
  };
}

function play(world: World, rules: Rules, page: { look: Look; suggests: string }): PlayedNetwork {
  const { channel, scopes } = rules;
  const grants = openGrants(world, {
    network: channel,
    accessMs: 60 * DAY,
    refreshMs: 365 * DAY,
    rotates: false,
    pkce: 'none',
  });
  const parts: Parts = {
    world,
    rules,
    grants,
    authenticate: createAuthenticate(grants, scopes),
    authors: openAuthors(world, channel),
    assets: openAssets(world, channel),
    posts: openPosts(world, channel),
  };
  const rates = createRates(world.now, rules.requestsPerDay);
  const login = { path: '/oauth/v2/authorization', clientIdName: 'client_id', scopes, scopeSeparator: ' ' } as const;
  return {
    operations: [
      ...authorizePage({ grants, ...page, ...login }),
      ...identityOperations(parts),
      ...uploadOperations(parts),
      ...postOperations(parts),
      ...commentOperations(parts),
    ],
    callerNames: (incoming) => callerNames(incoming, parts),
    admit: (operation, incoming) => rates.admit(operation, parts.authenticate.claimed(incoming)),
    faults: { ...faultsOf(parts), rate_limited: rates.fault },
    tooLarge: () => apiError({ status: 413, code: 'REQUEST_ENTITY_TOO_LARGE', message: 'The request is too large' }),
    unknownRoute: (method, path) =>
      apiError({
        status: 404,
        code: 'RESOURCE_NOT_FOUND',
        message: `No resource method found to handle ${method} request for ${path}`,
      }),
    posts: () => shownPosts(parts),
    empty: () => parts.posts.clear(),
    forgetFaults: () => grants.forgiveAll(),
  };
}

function callerNames(incoming: Incoming, { authenticate, authors, rules }: Parts): string[] {
  const login = authenticate.claimed(incoming);
  if (login === null) return [];
  const own = rules.channel === 'linkedin' ? [authors.member(login)] : authors.pages(login);
  return [login, ...own.flatMap(({ name, displayName, urn }) => [name, displayName, urn])];
}

function faultsOf({ authenticate, grants, posts }: Parts): PlayedNetwork['faults'] {
  return {
    server_error: () => apiError({ status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Internal Server Error' }),
    token_expired: (incoming) => {
      grants.expire(authenticate.claimed(incoming) ?? '');
      return apiError(expiredToken);
    },
    token_revoked: (incoming) => {
      grants.revoke(authenticate.claimed(incoming) ?? '');
      return apiError(revokedToken);
    },
    media_rejected: () =>
      refuseField('/content', 'MEDIA_ASSET_PROCESSING_FAILED', 'The media asset could not be processed'),
    duplicate: () => duplicateOf(`urn:li:share:${posts.nextId()}`),
  };
}
