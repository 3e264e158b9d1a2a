import { demoLogin } from '../demo-login.ts';
import { expiredToken, revokedToken } from '../graph/authenticate.ts';
import { graphError } from '../graph/error.ts';
import { createUsage } from '../graph/usage.ts';
import { checkVersion, VERSIONED } from '../graph/version.ts';
import type { Incoming, Network, PlayedNetwork, World } from '../network.ts';
import { facebookAccounts, openPages } from './accounts.ts';
import { createAuthenticate } from './authenticate.ts';
import { badPhoto, duplicate, feedOperations } from './feed-operations.ts';
import { loginOperations } from './login-operations.ts';
import { look } from './look.ts';
import { createNodes } from './nodes.ts';
import { objectOperations } from './object-operations.ts';
import { openObjects } from './objects.ts';
import { shownPosts } from './posts.ts';
import { uploadOperations } from './upload-operations.ts';
import { videoOperations } from './video-operations.ts';

/** Facebook: its Pages, by the Graph API. */
export const facebook: Network = {
  channel: 'facebook',
  look,
  logins: facebookAccounts.map(({ name, accessToken }) => ({ name, secret: accessToken })),
  demoLogin: demoLogin(facebookAccounts),
  apiPaths: [VERSIONED, '/video-upload'],
  play,
};

function play(world: World): PlayedNetwork {
  const pages = openPages(world);
  const objects = openObjects(world);
  const nodes = createNodes({ world, pages, objects });
  const authenticate = createAuthenticate(world, pages);
  const usage = createUsage(world.now, tooMany);
  const parts = { world, objects, authenticate, nodes };
  const callerOf = (incoming: Incoming) => pageIdOf(authenticate.claimed(incoming)) ?? 'anonymous';
  const pageIdOf = (name: string | null) => (name === null ? null : pages.named(name).id);
  return {
    operations: [
      ...loginOperations({ authenticate, pages, nodes }),
      ...feedOperations(parts),
      ...videoOperations(parts),
      ...uploadOperations(parts),
      ...objectOperations(parts),
    ],
    callerNames: (incoming) => {
      const name = authenticate.claimed(incoming);
      return name === null ? [] : [name, pages.named(name).id];
    },
    admit: (_operation, incoming) => {
      checkVersion(incoming);
      return usage.admit(callerOf(incoming));
    },
    faults: {
      server_error: () => graphError(unavailable),
      rate_limited: (incoming) => usage.fault(callerOf(incoming)),
      token_expired: (incoming) => {
        authenticate.expire(incoming);
        return graphError(expiredToken);
      },
      token_revoked: (incoming) => {
        authenticate.revoke(incoming);
        return graphError(revokedToken);
      },
      media_rejected: () => graphError(badPhoto),
      duplicate: () => graphError(duplicate),
    },
    tooLarge: () => graphError({ message: 'The request entity is too large.', code: 1, status: 413 }),
    unknownRoute: (_method, path) => graphError({ message: `Unknown path components: ${path}`, code: 2500 }),
    posts: () => shownPosts({ world, objects, pages }),
    empty: () => objects.clear(),
    forgetFaults: () => authenticate.grants.forgiveAll(),
  };
}

const tooMany = {
  message:
    '(#80001) There have been too many calls to this Page account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.',
  code: 80_001,
  type: 'pages',
};

const unavailable = {
  message: 'An unexpected error has occurred. Please retry your request later.',
  code: 2,
  status: 500,
  transient: true,
};
