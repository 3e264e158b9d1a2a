import { type RefreshableCredentials, refreshableCredentials } from '../refreshable-login.ts';

/** What is kept of a login at Google: an hour for access, and what renews it stays. */
export const credentials = refreshableCredentials;

export type Credentials = RefreshableCredentials;
