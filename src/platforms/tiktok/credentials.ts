import { type RefreshableCredentials, refreshableCredentials } from '../refreshable-login.ts';

/** What is kept of a login. https://developers.tiktok.com/doc/oauth-user-access-token-management: a day for access, a year to renew it. */
export const credentials = refreshableCredentials;

export type Credentials = RefreshableCredentials;
