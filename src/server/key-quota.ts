import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';

/** What is left of a key's requests after one more. */
export type Quota = { limit: number; exceeded: boolean; remaining: number; resetSeconds: number };

/** Counts the requests of each key in this process, minute by minute, each key's beginning with its first request. */
export type KeyQuota = { take(apiKeyId: string): Quota };

type Minute = { endsAt: number; taken: number };

const minuteSeconds = 60;
const maxKeys = 100_000;

/** A quota for each key alike. */
export function createKeyQuota(clock: Clock, requestsPerMinute: number): KeyQuota {
  const minutes = new LRUCache<string, Minute>({ max: maxKeys });
  return {
    take(apiKeyId) {
      const now = clock.now().getTime();
      const known = minutes.get(apiKeyId);
      const minute = known && now < known.endsAt ? known : { endsAt: now + minuteSeconds * 1_000, taken: 0 };
      if (minute !== known) minutes.set(apiKeyId, minute);
      minute.taken += 1;
      return {
        limit: requestsPerMinute,
        exceeded: minute.taken > requestsPerMinute,
        remaining: Math.max(0, requestsPerMinute - minute.taken),
        resetSeconds: Math.ceil((minute.endsAt - now) / 1_000),
      };
    },
  };
}

/** How an answer tells of a quota: draft-ietf-httpapi-ratelimit-headers-10. */
export function quotaHeaders({ limit, exceeded, remaining, resetSeconds }: Quota): Map<string, string> {
  return new Map([
    ['ratelimit-policy', `"key";q=${limit};w=${minuteSeconds}`],
    ['ratelimit', `"key";r=${remaining};t=${resetSeconds}`],
    ...(exceeded ? [['retry-after', String(resetSeconds)] as const] : []),
  ]);
}

/** What pages of other sites may read of an answer's headers. */
export const quotaHeaderNames = ['retry-after', 'ratelimit', 'ratelimit-policy'];

/** The answer to a key that has no more requests. */
export function rateLimited({ limit, resetSeconds: retryAfter }: Quota): GraphQLError {
  const message = `This key has sent its ${limit} requests of this minute. Go on in ${retryAfter} s.`;
  return new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', retryAfter, http: { status: 429 } } });
}
