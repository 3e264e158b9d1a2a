import { firstOf } from './first-of.ts';

type Tokens = { accessToken: string; refreshToken?: string };

/** What connectAccount takes for the first of a network's accounts, where tokens are all that it takes. */
export function demoLogin(accounts: readonly Tokens[]): () => Record<string, string> {
  const { accessToken, refreshToken } = firstOf(accounts);
  return () => (refreshToken === undefined ? { accessToken } : { accessToken, refreshToken });
}
