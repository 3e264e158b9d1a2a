import { type LongLivedCredentials, longLivedCredentials } from '../long-lived-login.ts';

/** What is kept of a login: a token of sixty days, and when it is to be prolonged. */
export const credentials = longLivedCredentials;

export type Credentials = LongLivedCredentials;
