import { demoLogin } from '../demo-login.ts';
import type { Network, PlayedNetwork, World } from '../network.ts';
import { mastodonAccounts, openAccounts } from './accounts.ts';
import { apiError } from './api.ts';
import { createAuthenticate } from './authenticate.ts';
import { createEntities } from './entities.ts';
import { instanceOperations } from './instance-operations.ts';
import { look } from './look.ts';
import { openMedia } from './media.ts';
import { mediaOperations, mediaRejected } from './media-operations.ts';
import { shownPosts } from './posts.ts';
import { createRates } from './rates.ts';
import { statusOperations } from './status-operations.ts';
import { openStatuses } from './statuses.ts';

const tokens = demoLogin(mastodonAccounts);

/** Mastodon: one instance, and the pages that show it. */
export const mastodon: Network = {
  channel: 'mastodon',
  look,
  logins: mastodonAccounts.map(({ username, accessToken }) => ({ name: `@${username}`, secret: accessToken })),
  demoLogin: (server) => ({ server, ...tokens() }),
  apiPaths: ['/api', '/oauth'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const statuses = openStatuses(world);
  const media = openMedia(world);
  const entities = createEntities({ accounts, statuses, media, url: world.url });
  const authenticate = createAuthenticate(accounts);
  const rates = createRates(world.now);
  return {
    operations: [
      ...instanceOperations({ world, entities, authenticate }),
      ...mediaOperations({ world, media, statuses, entities, authenticate }),
      ...statusOperations({ world, accounts, statuses, media, entities, authenticate }),
    ],
    callerNames: (incoming) => {
      const account = authenticate.claimed(incoming);
      return account === undefined ? [] : [account.username, `@${account.username}`, account.id];
    },
    admit: (operation, incoming) => rates.admit(operation, authenticate.claimed(incoming)?.username ?? 'anonymous'),
    faults: {
      server_error: () => apiError(503, 'There was a temporary problem serving your request, please try again'),
      rate_limited: rates.fault,
      token_expired: () => apiError(401, 'The access token expired'),
      token_revoked: (incoming) => {
        authenticate.revoke(incoming);
        return apiError(401, 'The access token was revoked');
      },
      media_rejected: mediaRejected,
    },
    tooLarge: () => ({
      status: 413,
      headers: { 'content-type': 'text/html' },
      body: '<html><head><title>413 Request Entity Too Large</title></head><body><h1>413 Request Entity Too Large</h1></body></html>',
    }),
    unknownRoute: () => apiError(404, 'Not Found'),
    posts: () => shownPosts({ statuses, accounts, media }, new URL(world.url()).host),
    empty: () => {
      statuses.clear();
      media.clear();
    },
    forgetFaults: () => authenticate.forgiveAll(),
  };
}
