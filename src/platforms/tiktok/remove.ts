import { PlatformFailure } from '../failure.ts';

/** https://developers.tiktok.com/doc/content-posting-api-get-started: there is no call that deletes. */
export async function remove(): Promise<never> {
  const message = 'TikTok lets no application delete posts.';
  const hint = 'Delete it in TikTok’s own app.';
  throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message, hint });
}
