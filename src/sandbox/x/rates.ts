import { createLimits, MINUTE, type Rule, SECOND, type Standing } from '../limits.ts';
import { type Answer, type Operation, Refused } from '../network.ts';
import { problem } from './api.ts';

/** A rate limit that is played as a fault ends after this time. */
const FAULT_RESET_MS = 5 * SECOND;

const rule = (points: number): Rule => ({ points, windowMs: 15 * MINUTE });

// https://docs.x.com/x-api/fundamentals/rate-limits, per user.
const rules: Readonly<Record<string, Rule>> = {
  'POST /2/tweets': rule(100),
  'DELETE /2/tweets/:id': rule(50),
  'GET /2/users/me': rule(75),
  'GET /2/users/:id/tweets': rule(900),
  'POST /2/media/upload/initialize': rule(1_875),
  'POST /2/media/upload/:id/append': rule(1_875),
  'POST /2/media/upload/:id/finalize': rule(1_875),
  'GET /2/media/upload': rule(1_000),
  'POST /2/media/metadata': rule(500),
};

/** The rate limits of X, by account and operation. */
export function createRates(now: () => Date) {
  const limits = createLimits(now);
  return {
    /** Counts a request. Gives the headers of its answer, or throws the refusal. */
    admit: ({ name }: Operation, caller: string): Record<string, string> => {
      const own = rules[name];
      if (own === undefined) return {};
      const standing = limits.take(`${caller} ${name}`, [own]);
      if (standing.exceeded) throw new Refused(exceeded(standing));
      return headersOf(standing);
    },
    /** The answer of a limit that is reached and ends in a few seconds. */
    fault: (): Answer =>
      exceeded({ rule: rule(100), remaining: 0, resetAt: new Date(now().getTime() + FAULT_RESET_MS) }),
  };
}

type Told = Pick<Standing, 'rule' | 'remaining' | 'resetAt'>;

function headersOf({ rule: { points }, remaining, resetAt }: Told): Record<string, string> {
  return {
    'x-rate-limit-limit': String(points),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(Math.ceil(resetAt.getTime() / SECOND)),
  };
}

function exceeded(standing: Told): Answer {
  const answer = problem(429, 'Too Many Requests');
  return { ...answer, headers: { ...answer.headers, ...headersOf(standing) } };
}
