import { blueskyAccounts } from './bluesky/accounts.ts';
import { facebookAccounts } from './facebook/accounts.ts';
import { googleBusinessAccounts } from './google_business/businesses.ts';
import { instagramAccounts } from './instagram/accounts.ts';
import { linkedinAccounts, linkedinPageAccounts } from './linkedin/authors.ts';
import { mastodonAccounts } from './mastodon/accounts.ts';
import { pinterestAccounts } from './pinterest/accounts.ts';
import { snapchatAccounts } from './snapchat/accounts.ts';
import { threadsAccounts } from './threads/accounts.ts';
import { tiktokAccounts } from './tiktok/accounts.ts';
import { xAccounts } from './x/accounts.ts';
import { youtubeAccounts } from './youtube/accounts.ts';

/**
 * The logins that exist from the start; the first of each network is what demo mode connects.
 *
 * Besides these, every name is an account, made when it is first used: on bluesky the identifier `<name>.sandbox.test`
 * with the password `app-password-<name>`, elsewhere the access token `sandbox-token-<name>`, with the refresh token
 * `sandbox-refresh-<name>` where the network has one. Their ids follow from the name.
 */
export const sandboxAccounts = {
  bluesky: blueskyAccounts,
  facebook: facebookAccounts,
  google_business: googleBusinessAccounts,
  instagram: instagramAccounts,
  linkedin: linkedinAccounts,
  linkedin_page: linkedinPageAccounts,
  mastodon: mastodonAccounts,
  pinterest: pinterestAccounts,
  snapchat: snapchatAccounts,
  threads: threadsAccounts,
  tiktok: tiktokAccounts,
  x: xAccounts,
  youtube: youtubeAccounts,
};
