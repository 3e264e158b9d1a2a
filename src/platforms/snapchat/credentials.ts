import { type RefreshableCredentials, refreshableCredentials } from '../refreshable-login.ts';

/** What is kept of a login. An access token is good for 30 to 60 minutes; what renews it lives long, and may be replaced with each use. */
export const credentials = refreshableCredentials;

export type Credentials = RefreshableCredentials;
