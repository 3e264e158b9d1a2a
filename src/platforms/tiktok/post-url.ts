import type { AccountFacts } from '../platform.ts';

/** Of posts that not everyone sees, and of those that are not moderated yet, the account's page is all that is known. */
export function postUrl({ webUrl, username }: AccountFacts, postId: string | null): string {
  return postId === null ? `${webUrl}/@${username}` : `${webUrl}/@${username}/video/${postId}`;
}
