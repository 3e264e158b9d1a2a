import { type RefreshableCredentials, refreshableCredentials } from '../refreshable-login.ts';

/** What is kept of a login. https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/: 30 days for access, 60 to renew it. */
export const credentials = refreshableCredentials;

export type Credentials = RefreshableCredentials;
