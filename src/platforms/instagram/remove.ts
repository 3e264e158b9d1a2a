import { PlatformFailure } from '../failure.ts';

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media#deleting is for logins through Facebook alone. */
export async function remove(): Promise<never> {
  const message = 'Instagram lets no application that is logged in this way delete a post.';
  const hint = 'Delete it in the Instagram app.';
  throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message, hint });
}
