import { bluesky } from './bluesky/bluesky.ts';
import { facebook } from './facebook/facebook.ts';
import { googleBusiness } from './google_business/google-business.ts';
import { instagram } from './instagram/instagram.ts';
import { linkedin, linkedinPage } from './linkedin/linkedin.ts';
import { mastodon } from './mastodon/mastodon.ts';
import type { Network } from './network.ts';
import { pinterest } from './pinterest/pinterest.ts';
import { snapchat } from './snapchat/snapchat.ts';
import { threads } from './threads/threads.ts';
import { tiktok } from './tiktok/tiktok.ts';
import { x } from './x/x.ts';
import { youtube } from './youtube/youtube.ts';

/** Every network that the sandbox plays. */
export const networks: readonly Network[] = [
  bluesky,
  facebook,
  googleBusiness,
  instagram,
  linkedin,
  linkedinPage,
  mastodon,
  pinterest,
  snapchat,
  threads,
  tiktok,
  x,
  youtube,
];
