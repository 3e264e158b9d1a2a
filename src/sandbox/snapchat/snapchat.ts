import { demoLogin } from '../demo-login.ts';
import { MINUTE } from '../limits.ts';
import type { Answer, Incoming, Network, PlayedNetwork, World } from '../network.ts';
import { authorizePage } from '../oauth/authorize-page.ts';
import { openGrants } from '../oauth/grants.ts';
import { openAccounts, snapchatAccounts } from './accounts.ts';
import { problem } from './api.ts';
import { createAuthenticate } from './authenticate.ts';
import { look } from './look.ts';
import { openMedia } from './media.ts';
import { mediaOperations } from './media-operations.ts';
import { postOperations } from './post-operations.ts';
import { openPosts } from './posts.ts';
import { profileOperations } from './profile-operations.ts';
import { shownPosts } from './shown-posts.ts';
import { scopes, tokenOperations } from './token-operations.ts';

/** Snapchat: its Public Profile API, its login page, and the pages that show it. It tells no limits of its calls, so none are counted. */
export const snapchat: Network = {
  channel: 'snapchat',
  look,
  logins: snapchatAccounts.map(({ username, accessToken }) => ({ name: `@${username}`, secret: accessToken })),
  demoLogin: demoLogin(snapchatAccounts),
  apiPaths: ['/v1', '/us/v1', '/login/oauth2'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const media = openMedia(world);
  const posts = openPosts(world);
  const rules = { network: 'snapchat', accessMs: 30 * MINUTE, refreshMs: null, rotates: true, pkce: 'none' } as const;
  const grants = openGrants(world, rules);
  const authenticate = createAuthenticate(grants, accounts);
  const parts = { world, accounts, media, posts, authenticate };
  const page = {
    grants,
    look,
    path: '/login/oauth2/authorize',
    clientIdName: 'client_id',
    scopes,
    scopeSeparator: ' ',
  } as const;
  const invalidToken =
    (end: (name: string) => void) =>
    (incoming: Incoming): Answer => {
      end(authenticate.claimed(incoming) ?? '');
      return problem(401, 'E1001', 'The access token is missing, expired or invalid.');
    };
  return {
    operations: [
      ...authorizePage({ ...page, suggests: snapchatAccounts[0]?.username ?? '' }),
      ...tokenOperations(grants),
      ...profileOperations(parts),
      ...mediaOperations(parts),
      ...postOperations(parts),
    ],
    callerNames: (incoming) => {
      const owner = authenticate.claimed(incoming);
      if (owner === null) return [];
      const own = accounts.of(owner).filter(({ id }) => id === (incoming.params.profile ?? id));
      return own.flatMap(({ id, username }) => [username, `@${username}`, id]);
    },
    admit: () => ({}),
    faults: {
      server_error: () => problem(500, 'INTERNAL_ERROR', 'Something went wrong.'),
      rate_limited: () => problem(429, 'RATE_LIMITED', 'Too many requests.'),
      token_expired: invalidToken(grants.expire),
      token_revoked: invalidToken(grants.revoke),
      media_rejected: () => problem(400, 'MEDIA_INVALID', 'The media cannot be posted.'),
      duplicate: () => problem(400, 'MEDIA_POSTING_ALREADY_IN_PROGRESS', 'The media is being posted already.'),
    },
    tooLarge: () => problem(413, 'PAYLOAD_TOO_LARGE', 'Media size is too large'),
    unknownRoute: () => problem(404, 'NOT_FOUND', 'There is nothing at this path.'),
    posts: () => shownPosts(parts),
    empty: () => {
      posts.clear();
      media.clear();
    },
    forgetFaults: () => grants.forgiveAll(),
  };
}
