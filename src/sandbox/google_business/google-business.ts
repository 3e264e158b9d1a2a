import { demoLogin } from '../demo-login.ts';
import { createAuthenticate } from '../google/authenticate.ts';
import { googleError } from '../google/error.ts';
import { loginOperations, openGoogleGrants } from '../google/login-operations.ts';
import type { Network, PlayedNetwork, World } from '../network.ts';
import { googleBusinessAccounts, openBusinesses } from './businesses.ts';
import { locationOperations } from './location-operations.ts';
import { look } from './look.ts';
import { type Parts, scopes } from './parts.ts';
import { postOperations } from './post-operations.ts';
import { openPosts } from './posts.ts';
import { createQuota } from './quota.ts';
import { shownPosts } from './shown-posts.ts';

/** Businesses on Google: the Business Profile APIs, Google's login page, and the pages that show their posts. */
export const googleBusiness: Network = {
  channel: 'google_business',
  look,
  logins: googleBusinessAccounts.map(({ name, accessToken }) => ({ name, secret: accessToken })),
  demoLogin: demoLogin(googleBusinessAccounts),
  apiPaths: ['/v1', '/v4'],
  play,
};

function play(world: World): PlayedNetwork {
  const businesses = openBusinesses(world);
  const posts = openPosts(world);
  const grants = openGoogleGrants(world, 'google_business');
  const authenticate = createAuthenticate(grants);
  const quota = createQuota(world.now);
  const parts: Parts = { world, businesses, posts, authenticate };
  return {
    operations: [
      ...loginOperations(grants, { look, scopes, suggests: googleBusinessAccounts[0]?.name ?? '' }),
      ...locationOperations(parts),
      ...postOperations(parts),
    ],
    callerNames: (incoming) => {
      const name = authenticate.claimed(incoming);
      if (name === null) return [];
      return [name, ...businesses.meet(name).locations.map(({ title }) => title)];
    },
    admit: (operation, incoming) => quota.admit(operation, incoming, authenticate.claimed(incoming) ?? 'anonymous'),
    faults: {
      server_error: () =>
        googleError({ code: 503, message: 'The service is currently unavailable.', status: 'UNAVAILABLE' }),
      rate_limited: quota.fault,
      token_expired: authenticate.ending(grants.expire),
      token_revoked: authenticate.ending(grants.revoke),
    },
    tooLarge: () => googleError({ code: 413, message: 'Request payload size exceeds the limit.' }),
    unknownRoute: () => googleError({ code: 404, message: 'Method not found.', status: 'NOT_FOUND' }),
    posts: () => shownPosts(parts),
    empty: () => posts.clear(),
    forgetFaults: () => grants.forgiveAll(),
  };
}
