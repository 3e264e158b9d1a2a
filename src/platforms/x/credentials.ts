import { type RefreshableCredentials, refreshableCredentials } from '../refreshable-login.ts';

/** What is kept of a login. A refresh token is good for one use, and there is none where offline.access was not granted. */
export const credentials = refreshableCredentials;

export type Credentials = RefreshableCredentials;
