import { demoLogin } from '../demo-login.ts';
import { DAY } from '../limits.ts';
import type { Answer, Incoming, Network, PlayedNetwork, World } from '../network.ts';
import { authorizePage } from '../oauth/authorize-page.ts';
import { openGrants } from '../oauth/grants.ts';
import { openAccounts, pinterestAccounts } from './accounts.ts';
import { problem } from './api.ts';
import { createAuthenticate } from './authenticate.ts';
import { look } from './look.ts';
import { openMedia } from './media.ts';
import { mediaOperations } from './media-operations.ts';
import { pinOperations } from './pin-operations.ts';
import { openPins } from './pins.ts';
import { createRates } from './rates.ts';
import { shownPosts } from './shown-posts.ts';
import { scopes, tokenOperations } from './token-operations.ts';

/** Pinterest: its API of version 5, the bucket that videos are sent to, its login page, and the pages that show it. */
export const pinterest: Network = {
  channel: 'pinterest',
  look,
  logins: pinterestAccounts.map(({ username, accessToken }) => ({ name: `@${username}`, secret: accessToken })),
  demoLogin: demoLogin(pinterestAccounts),
  apiPaths: ['/v5'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const media = openMedia(world);
  const pins = openPins(world);
  const rules = { network: 'pinterest', accessMs: 30 * DAY, refreshMs: 60 * DAY, rotates: true, pkce: 'none' } as const;
  const grants = openGrants(world, rules);
  const authenticate = createAuthenticate(grants, accounts);
  const rates = createRates(world.now);
  const parts = { world, accounts, media, pins, authenticate };
  const page = {
    grants,
    look,
    path: '/oauth/',
    clientIdName: 'client_id',
    scopes,
    scopeSeparator: ',',
  } as const;
  const unauthorized =
    (end: (name: string) => void) =>
    (incoming: Incoming): Answer => {
      end(authenticate.claimed(incoming)?.username ?? '');
      return problem(401, 2, 'Authentication failed.');
    };
  return {
    operations: [
      ...authorizePage({ ...page, suggests: pinterestAccounts[0]?.username ?? '' }),
      ...tokenOperations(grants),
      ...mediaOperations(parts),
      ...pinOperations(parts),
    ],
    callerNames: (incoming) => {
      const account = authenticate.claimed(incoming);
      return account === null ? [] : [account.username, `@${account.username}`, account.id];
    },
    admit: (operation, incoming) => rates.admit(operation, authenticate.claimed(incoming)?.username ?? 'anonymous'),
    faults: {
      server_error: () => problem(500, 500, 'An unexpected error occurred.'),
      rate_limited: rates.fault,
      token_expired: unauthorized(grants.expire),
      token_revoked: unauthorized(grants.revoke),
      media_rejected: () => problem(403, 235, 'Sorry, this image is broken. Please pick a different image.'),
    },
    tooLarge: () => problem(413, 1, 'Request Entity Too Large'),
    unknownRoute: () => problem(404, 0, 'Not Found'),
    posts: () => shownPosts(parts),
    empty: () => {
      pins.clear();
      media.clear();
    },
    forgetFaults: () => grants.forgiveAll(),
  };
}
