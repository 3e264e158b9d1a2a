import { createLimits, MINUTE, type Rule, SECOND, type Standing } from '../limits.ts';
import { type Answer, type Operation, Refused } from '../network.ts';
import { problem } from './api.ts';

/** A rate limit that is played as a fault ends after this time. */
const FAULT_RESET_MS = 5 * SECOND;

// https://github.com/pinterest/api-description
const EXCEEDED =
  'This request exceeded a rate limit. This can happen if the client exceeds one\nof the published rate limits or if multiple write operations are applied to\nan object within a short time window.';

// https://developers.pinterest.com/docs/reference/ratelimits/, with Standard access.
const WRITES: Rule = { points: 100, windowMs: MINUTE };
const READS: Rule = { points: 1_000, windowMs: MINUTE };

/** The rate limits of Pinterest, by account. */
export function createRates(now: () => Date) {
  const limits = createLimits(now);
  const headersOf = ({ rule, remaining, resetAt }: Omit<Standing, 'exceeded'>): Record<string, string> => ({
    'x-ratelimit-limit': String(rule.points),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil((resetAt.getTime() - now().getTime()) / SECOND)),
  });
  const exceeded = (standing: Omit<Standing, 'exceeded'>): Answer => ({
    ...problem(429, 8, EXCEEDED),
    headers: headersOf(standing),
  });
  return {
    /** Counts a request. Gives the headers of its answer, or throws the refusal. */
    admit: ({ name, method }: Operation, caller: string): Record<string, string> => {
      if (!name.includes(' /v5/')) return {};
      const rule = method === 'GET' ? READS : WRITES;
      const standing = limits.take(`${caller} ${method === 'GET'}`, [rule]);
      if (standing.exceeded) throw new Refused(exceeded(standing));
      return headersOf(standing);
    },
    /** The answer of a limit that is reached and ends in a few seconds. */
    fault: (): Answer => exceeded({ rule: WRITES, remaining: 0, resetAt: new Date(now().getTime() + FAULT_RESET_MS) }),
  };
}
