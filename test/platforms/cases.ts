import { blueskyCase } from './bluesky/case.ts';
import { facebookCase } from './facebook/case.ts';
import { googleBusinessCase } from './google_business/case.ts';
import { instagramCase } from './instagram/case.ts';
import { linkedinCase, linkedinPageCase } from './linkedin/case.ts';
import { mastodonCase } from './mastodon/case.ts';
import { pinterestCase } from './pinterest/case.ts';
import type { RoomCase } from './room-case.ts';
import { snapchatCase } from './snapchat/case.ts';
import { threadsCase } from './threads/case.ts';
import { tiktokCase } from './tiktok/case.ts';
import { xCase } from './x/case.ts';
import { youtubeCase } from './youtube/case.ts';

/** What the suites have to know of each room: one file in the room’s folder of tests. */
export const cases: readonly RoomCase[] = [
  blueskyCase,
  facebookCase,
  googleBusinessCase,
  instagramCase,
  linkedinCase,
  linkedinPageCase,
  mastodonCase,
  pinterestCase,
  snapchatCase,
  threadsCase,
  tiktokCase,
  xCase,
  youtubeCase,
];
