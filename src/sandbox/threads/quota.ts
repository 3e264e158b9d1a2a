import type { Account } from '../graph/accounts.ts';
import type { Containers } from '../graph/containers.ts';

// https://developers.facebook.com/docs/threads/overview#rate-limiting, each in 24 hours.
const limits = { maxPosts: 250, maxReplies: 1_000 };

/** How much an account has published lately, and how much it may. */
export function usageOf({ id }: Account, containers: Containers) {
  const published = containers.publishedLately(id);
  const replies = published.filter(({ said }) => said.reply_to_id !== undefined).length;
  return { ...limits, posts: published.length - replies, replies };
}
