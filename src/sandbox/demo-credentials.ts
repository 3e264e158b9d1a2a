import { sandboxAccounts } from './accounts.ts';

/** What connectAccount takes for each network's first account at a sandbox, by network. */
export function demoCredentials(sandboxUrl: string): ReadonlyMap<string, Record<string, string>> {
  const [bluesky] = sandboxAccounts.bluesky;
  const [mastodon] = sandboxAccounts.mastodon;
  const [x] = sandboxAccounts.x;
  const credentials = new Map<string, Record<string, string>>();
  if (bluesky)
    credentials.set('bluesky', {
      service: `${sandboxUrl}/bluesky`,
      identifier: bluesky.identifier,
      password: bluesky.password,
    });
  if (mastodon) credentials.set('mastodon', { server: `${sandboxUrl}/mastodon`, accessToken: mastodon.accessToken });
  if (x) credentials.set('x', { accessToken: x.accessToken, refreshToken: x.refreshToken });
  const [linkedin] = sandboxAccounts.linkedin;
  if (linkedin) credentials.set('linkedin', { accessToken: linkedin.accessToken });
  const [linkedinPage] = sandboxAccounts.linkedin_page;
  if (linkedinPage) credentials.set('linkedin_page', { accessToken: linkedinPage.accessToken });
  const [facebook] = sandboxAccounts.facebook;
  if (facebook) credentials.set('facebook', { accessToken: facebook.accessToken });
  const [threads] = sandboxAccounts.threads;
  if (threads) credentials.set('threads', { accessToken: threads.accessToken });
  const [tiktok] = sandboxAccounts.tiktok;
  if (tiktok) credentials.set('tiktok', { accessToken: tiktok.accessToken, refreshToken: tiktok.refreshToken });
  const [youtube] = sandboxAccounts.youtube;
  if (youtube) credentials.set('youtube', { accessToken: youtube.accessToken, refreshToken: youtube.refreshToken });
  const [pinterest] = sandboxAccounts.pinterest;
  if (pinterest)
    credentials.set('pinterest', { accessToken: pinterest.accessToken, refreshToken: pinterest.refreshToken });
  const [google] = sandboxAccounts.google_business;
  if (google)
    credentials.set('google_business', { accessToken: google.accessToken, refreshToken: google.refreshToken });
  const [instagram] = sandboxAccounts.instagram;
  if (instagram) credentials.set('instagram', { accessToken: instagram.accessToken });
  const [snapchat] = sandboxAccounts.snapchat;
  if (snapchat) credentials.set('snapchat', { accessToken: snapchat.accessToken, refreshToken: snapchat.refreshToken });
  return credentials;
}
