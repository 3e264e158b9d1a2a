import { demoLogin } from '../demo-login.ts';
import { DAY } from '../limits.ts';
import type { Answer, Incoming, Network, PlayedNetwork, World } from '../network.ts';
import { authorizePage } from '../oauth/authorize-page.ts';
import { openGrants } from '../oauth/grants.ts';
import { openAccounts, tiktokAccounts } from './accounts.ts';
import { problem } from './api.ts';
import { createAuthenticate } from './authenticate.ts';
import { look } from './look.ts';
import { openPublications } from './publications.ts';
import { publishOperations } from './publish-operations.ts';
import { createRates } from './rates.ts';
import { shownPosts } from './shown-posts.ts';
import { scopes, tokenOperations } from './token-operations.ts';
import { uploadOf, uploadOperations } from './upload-operations.ts';
import { userOperations } from './user-operations.ts';

/** TikTok: its API of version 2, the addresses that videos are sent to, its login page, and the pages that show it. */
export const tiktok: Network = {
  channel: 'tiktok',
  look,
  logins: tiktokAccounts.map(({ username, accessToken }) => ({ name: `@${username}`, secret: accessToken })),
  demoLogin: demoLogin(tiktokAccounts),
  apiPaths: ['/v2/post', '/v2/user', '/v2/video', '/v2/oauth'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const publications = openPublications(world);
  const rules = { network: 'tiktok', accessMs: DAY, refreshMs: 365 * DAY, rotates: true, pkce: 'none' } as const;
  const grants = openGrants(world, rules);
  const authenticate = createAuthenticate(grants, accounts);
  const rates = createRates(world.now);
  const parts = { world, accounts, publications, authenticate };
  const page = {
    grants,
    look,
    path: '/v2/auth/authorize/',
    clientIdName: 'client_key',
    scopes,
    scopeSeparator: ',',
  } as const;
  /** An upload carries no token: its address tells whose it is. */
  const callerOf = (incoming: Incoming): string | null =>
    authenticate.claimed(incoming)?.username ?? uploadOf(incoming, parts)?.username ?? null;
  const invalidToken =
    (end: (name: string) => void) =>
    (incoming: Incoming): Answer => {
      end(callerOf(incoming) ?? '');
      return problem(401, 'access_token_invalid', 'The access token is invalid or not found in the request.');
    };
  return {
    operations: [
      ...authorizePage({ ...page, suggests: tiktokAccounts[0]?.username ?? '' }),
      ...tokenOperations({ grants, accounts }),
      ...userOperations(parts),
      ...publishOperations(parts),
      ...uploadOperations(parts),
    ],
    callerNames: (incoming) => {
      const name = callerOf(incoming);
      return name === null ? [] : [name, `@${name}`, accounts.meet(name).openId];
    },
    admit: (operation, incoming) => rates.admit(operation, callerOf(incoming) ?? 'anonymous'),
    faults: {
      server_error: () => problem(500, 'internal_error', 'Something is wrong. Please try again later.'),
      rate_limited: rates.fault,
      token_expired: invalidToken(grants.expire),
      token_revoked: invalidToken(grants.revoke),
    },
    tooLarge: () => problem(413, 'request_entity_too_large'),
    unknownRoute: () => problem(404, 'unsupported_path', 'Unsupported path'),
    posts: () => shownPosts(parts),
    empty: () => publications.clear(),
    forgetFaults: () => grants.forgiveAll(),
  };
}
