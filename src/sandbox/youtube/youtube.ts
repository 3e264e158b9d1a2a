import { demoLogin } from '../demo-login.ts';
import { createAuthenticate } from '../google/authenticate.ts';
import { googleError } from '../google/error.ts';
import { loginOperations, openGoogleGrants } from '../google/login-operations.ts';
import type { Network, PlayedNetwork, World } from '../network.ts';
import { openAccounts, youtubeAccounts } from './accounts.ts';
import { commentOperations } from './comment-operations.ts';
import { openComments } from './comments.ts';
import { look } from './look.ts';
import { type Parts, scopes } from './parts.ts';
import { playlistOperations } from './playlist-operations.ts';
import { createQuota } from './quota.ts';
import { openSessions } from './sessions.ts';
import { shownPosts } from './shown-posts.ts';
import { uploadOperations } from './upload-operations.ts';
import { videoOperations } from './video-operations.ts';
import { openVideos } from './videos.ts';

/** YouTube: its Data API, Google's login page, and the pages that show it. */
export const youtube: Network = {
  channel: 'youtube',
  look,
  logins: youtubeAccounts.map(({ name, accessToken }) => ({ name: `@${name}`, secret: accessToken })),
  demoLogin: demoLogin(youtubeAccounts),
  apiPaths: ['/youtube/v3', '/upload/youtube/v3'],
  play,
};

function play(world: World): PlayedNetwork {
  const accounts = openAccounts(world);
  const grants = openGoogleGrants(world, 'youtube');
  const authenticate = createAuthenticate(grants);
  const quota = createQuota(world.now);
  const [videos, sessions, comments] = [openVideos(world), openSessions(world), openComments(world)];
  const parts: Parts = { world, accounts, videos, sessions, comments, authenticate };
  return {
    operations: [
      ...loginOperations(grants, { look, scopes, suggests: youtubeAccounts[0]?.name ?? '' }),
      ...uploadOperations(parts),
      ...videoOperations(parts),
      ...playlistOperations(parts),
      ...commentOperations(parts),
    ],
    callerNames: (incoming) => {
      const name = authenticate.claimed(incoming);
      return name === null ? [] : [name, `@${name}`, accounts.meet(name).id];
    },
    admit: (operation, incoming) => quota.admit(operation, authenticate.claimed(incoming) ?? 'anonymous'),
    faults: {
      server_error: () => googleError({ code: 503, message: 'Backend Error', reason: 'backendError' }),
      rate_limited: quota.fault,
      token_expired: authenticate.ending(grants.expire),
      token_revoked: authenticate.ending(grants.revoke),
    },
    tooLarge: () => googleError({ code: 413, message: 'Request Entity Too Large', reason: 'uploadTooLarge' }),
    unknownRoute: () => googleError({ code: 404, message: 'Not Found', reason: 'notFound' }),
    posts: () => shownPosts(parts),
    empty: () => {
      videos.clear();
      sessions.clear();
      comments.clear();
    },
    forgetFaults: () => grants.forgiveAll(),
  };
}
