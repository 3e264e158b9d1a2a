import { demoLogin } from '../demo-login.ts';
import { openAccounts } from '../graph/accounts.ts';
import { createAuthenticate } from '../graph/authenticate.ts';
import { openContainers } from '../graph/containers.ts';
import { graphError } from '../graph/error.ts';
import { longLivedTokens } from '../graph/long-lived-tokens.ts';
import { openPosts } from '../graph/posts.ts';
import { createUsage } from '../graph/usage.ts';
import { HOUR } from '../limits.ts';
import type { Network, PlayedNetwork, World } from '../network.ts';
import { authorizePage } from '../oauth/authorize-page.ts';
import { openGrants } from '../oauth/grants.ts';
import { threadsAccounts } from './accounts.ts';
import { containerOperations } from './container-operations.ts';
import { look } from './look.ts';
import { postOperations } from './post-operations.ts';
import { shownPosts } from './shown-posts.ts';

const network = 'threads';

const scopes = [
  'threads_basic',
  'threads_content_publish',
  'threads_manage_replies',
  'threads_read_replies',
  'threads_delete',
  'threads_location_tagging',
  'threads_manage_insights',
];

/** Threads: its API, its login page, and the pages that show it. */
export const threads: Network = {
  channel: network,
  look,
  logins: threadsAccounts.map(({ username, accessToken }) => ({ name: `@${username}`, secret: accessToken })),
  demoLogin: demoLogin(threadsAccounts),
  apiPaths: ['/v1.0'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world, network, threadsAccounts);
  const grants = openGrants(world, { network, accessMs: HOUR, refreshMs: null, rotates: false, pkce: 'none' });
  const authenticate = createAuthenticate(grants, accounts);
  const containers = openContainers(world, network);
  const posts = openPosts(world, network);
  const tooMany = { code: 4, message: '(#4) Application request limit reached', type: network };
  const usage = createUsage(world.now, tooMany);
  const parts = { world, accounts, authenticate, containers, posts };
  const tokens = { world, network, grants, accounts, scopes };
  const page = {
    grants,
    look,
    path: '/oauth/authorize',
    clientIdName: 'client_id',
    scopes,
    scopeSeparator: ',',
  } as const;
  return {
    operations: [
      ...authorizePage({ ...page, suggests: threadsAccounts[0]?.username ?? '' }),
      ...longLivedTokens({ ...tokens, exchange: 'th_exchange_token', refresh: 'th_refresh_token' }),
      ...containerOperations(parts),
      ...postOperations(parts),
    ],
    callerNames: (incoming) => {
      const account = authenticate.claimed(incoming);
      return account === null ? [] : [account.username, `@${account.username}`, account.id];
    },
    admit: (_operation, incoming) => usage.admit(authenticate.claimed(incoming)?.id ?? 'anonymous'),
    faults: {
      server_error: () =>
        graphError({
          message: 'An unexpected error has occurred. Please retry your request later.',
          code: 2,
          status: 500,
          transient: true,
        }),
      rate_limited: (incoming) => usage.fault(authenticate.claimed(incoming)?.id ?? 'anonymous'),
      token_expired: authenticate.expire,
      token_revoked: authenticate.revoke,
      media_rejected: () =>
        graphError({ message: 'The image is not supported', code: 36_001, subcode: 2_207_005, transient: false }),
    },
    tooLarge: () => graphError({ message: 'Request Entity Too Large', code: 1, status: 413 }),
    unknownRoute: (_method, path) =>
      graphError({ message: `Unknown path components: ${path}`, code: 2500, type: 'OAuthException' }),
    posts: () => shownPosts(parts),
    empty: () => {
      posts.clear();
      containers.clear();
    },
    forgetFaults: () => grants.forgiveAll(),
  };
}
