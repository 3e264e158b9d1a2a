import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';

/** What is left of a key's requests after one more. */
export type Quota = { exceeded: boolean; remaining: number; resetSeconds: number };

/** Counts the requests of each key in this process, minute by minute, each key's beginning with its first request. */
export type KeyQuota = { take(apiKeyId: string): Quota };

type Minute = { endsAt: number; taken: number };

export const quotaSeconds = 60;
const maxKeys = 100_000;

/** A quota for each key alike. */
export function createKeyQuota(clock: Clock, requestsPerMinute: number): KeyQuota {
  const minutes = new LRUCache<string, Minute>({ max: maxKeys });
  return {
    take(apiKeyId) {
      const now = clock.now().getTime();
      const known = minutes.get(apiKeyId);
      const minute = known && now < known.endsAt ? known : { endsAt: now + quotaSeconds * 1_000, taken: 0 };
      if (minute !== known) minutes.set(apiKeyId, minute);
      minute.taken += 1;
      return {
        exceeded: minute.taken > requestsPerMinute,
        remaining: Math.max(0, requestsPerMinute - minute.taken),
        resetSeconds: Math.ceil((minute.endsAt - now) / 1_000),
      };
    },
  };
}
