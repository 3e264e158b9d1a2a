import { bluesky } from './bluesky/bluesky.ts';
import { facebook } from './facebook/facebook.ts';
import { linkedin, linkedinPage } from './linkedin/linkedin.ts';
import { mastodon } from './mastodon/mastodon.ts';
import type { Network } from './network.ts';
import { threads } from './threads/threads.ts';
import { tiktok } from './tiktok/tiktok.ts';
import { x } from './x/x.ts';
import { youtube } from './youtube/youtube.ts';

/** Every network that the sandbox plays. */
export const networks: readonly Network[] = [
  bluesky,
  facebook,
  linkedin,
  linkedinPage,
  mastodon,
  threads,
  tiktok,
  x,
  youtube,
];
