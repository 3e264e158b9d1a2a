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
import { instagramAccounts } from './accounts.ts';
import { containerOperations } from './container-operations.ts';
import { look } from './look.ts';
import { mediaOperations } from './media-operations.ts';
import { shownPosts } from './shown-posts.ts';

const network = 'instagram';

const scopes = [
  'instagram_business_basic',
  'instagram_business_content_publish',
  'instagram_business_manage_comments',
  'instagram_business_manage_messages',
  'instagram_business_manage_insights',
];

/** Instagram: its API with Instagram login, its login page, and the pages that show it. */
export const instagram: Network = {
  channel: network,
  look,
  logins: instagramAccounts.map(({ username, accessToken }) => ({ name: `@${username}`, secret: accessToken })),
  demoLogin: demoLogin(instagramAccounts),
  apiPaths: ['/v25.0'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world, network, instagramAccounts);
  const grants = openGrants(world, { network, accessMs: HOUR, refreshMs: null, rotates: false, pkce: 'none' });
  const authenticate = createAuthenticate(grants, accounts);
  const containers = openContainers(world, network);
  const posts = openPosts(world, network);
  const message =
    '(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.';
  const usage = createUsage(world.now, { code: 80_002, message, type: network });
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
      ...authorizePage({ ...page, suggests: instagramAccounts[0]?.username ?? '' }),
      ...longLivedTokens({ ...tokens, exchange: 'ig_exchange_token', refresh: 'ig_refresh_token' }),
      ...containerOperations(parts),
      ...mediaOperations(parts),
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
        graphError({ message: 'Invalid image', code: 36_003, subcode: 2_207_009, transient: false }),
    },
    tooLarge: () => graphError({ message: 'Request Entity Too Large', code: 1, status: 413 }),
    unknownRoute: (_method, path) => graphError({ message: `Unknown path components: ${path}`, code: 2_500 }),
    posts: () => shownPosts(parts),
    empty: () => {
      posts.clear();
      containers.clear();
    },
    forgetFaults: () => grants.forgiveAll(),
  };
}
