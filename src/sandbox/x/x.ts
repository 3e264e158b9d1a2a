import { demoLogin } from '../demo-login.ts';
import { HOUR } from '../limits.ts';
import type { Answer, Incoming, Network, PlayedNetwork, World } from '../network.ts';
import { authorizePage } from '../oauth/authorize-page.ts';
import { openGrants } from '../oauth/grants.ts';
import { openAccounts, xAccounts } from './accounts.ts';
import { problem } from './api.ts';
import { createAuthenticate } from './authenticate.ts';
import { look } from './look.ts';
import { mediaOperations } from './media-operations.ts';
import { postOperations } from './post-operations.ts';
import { openPosts } from './posts.ts';
import { createRates } from './rates.ts';
import { shownPosts } from './shown-posts.ts';
import { scopes, tokenOperations } from './token-operations.ts';
import { openUploads } from './uploads.ts';

/** X: its API of version 2, its login page, and the pages that show it. */
export const x: Network = {
  channel: 'x',
  look,
  logins: xAccounts.map(({ username, accessToken }) => ({ name: `@${username}`, secret: accessToken })),
  demoLogin: demoLogin(xAccounts),
  apiPaths: ['/2'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const posts = openPosts(world);
  const uploads = openUploads(world);
  const rules = { network: 'x', accessMs: 2 * HOUR, refreshMs: null, rotates: true, pkce: 'required' } as const;
  const grants = openGrants(world, rules);
  const authenticate = createAuthenticate(grants, accounts);
  const rates = createRates(world.now);
  const parts = { world, accounts, posts, uploads, authenticate };
  const page = {
    grants,
    look,
    path: '/i/oauth2/authorize',
    clientIdName: 'client_id',
    scopes,
    scopeSeparator: ' ',
  } as const;
  const unauthorized =
    (end: (name: string) => void) =>
    (incoming: Incoming): Answer => {
      end(authenticate.claimed(incoming)?.username ?? '');
      return problem(401, 'Unauthorized');
    };
  return {
    operations: [
      ...authorizePage({ ...page, suggests: xAccounts[0]?.username ?? '' }),
      ...tokenOperations(grants),
      ...mediaOperations(parts),
      ...postOperations(parts),
    ],
    callerNames: (incoming) => {
      const account = authenticate.claimed(incoming);
      return account === null ? [] : [account.username, `@${account.username}`, account.id];
    },
    admit: (operation, incoming) => rates.admit(operation, authenticate.claimed(incoming)?.username ?? 'anonymous'),
    faults: {
      server_error: () => problem(503, 'Service Unavailable'),
      rate_limited: rates.fault,
      token_expired: unauthorized(grants.expire),
      token_revoked: unauthorized(grants.revoke),
      duplicate: () => problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.'),
      media_rejected: () => problem(400, 'Invalid Request', 'Your media IDs are invalid.'),
    },
    tooLarge: () => problem(413, 'Request Entity Too Large'),
    unknownRoute: () => problem(404, 'Not Found'),
    posts: () => shownPosts(parts),
    empty: () => {
      posts.clear();
      uploads.clear();
    },
    forgetFaults: () => grants.forgiveAll(),
  };
}
