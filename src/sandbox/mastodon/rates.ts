import { createLimits, HOUR, MINUTE, type Rule, SECOND, type Standing } from '../limits.ts';
import { type Answer, type Operation, Refused } from '../network.ts';
import { apiError } from './api.ts';

/** A rate limit that is played as a fault ends after this time. */
const FAULT_RESET_MS = 5 * SECOND;

const everyCall: Rule = { points: 300, windowMs: 5 * MINUTE };
const rules: Record<string, Rule> = {
  'POST /api/v2/media': { points: 30, windowMs: 30 * MINUTE },
  'POST /api/v1/statuses': { points: 300, windowMs: 3 * HOUR },
  'DELETE /api/v1/statuses/:id': { points: 30, windowMs: 30 * MINUTE },
};

/** The rate limits of an instance, by account. */
export function createRates(now: () => Date) {
  const limits = createLimits(now);
  return {
    /** Counts a request. Gives the headers of its answer, or throws the refusal. */
    admit: (operation: Operation, caller: string): Record<string, string> => {
      const general = limits.take(caller, [everyCall]);
      const own = rules[operation.name];
      const special = own === undefined ? general : limits.take(`${caller} ${operation.name}`, [own]);
      const tightest = general.exceeded || general.remaining < special.remaining ? general : special;
      if (tightest.exceeded) throw new Refused(exceeded(tightest));
      return headersOf(tightest);
    },
    /** The answer of a limit that is reached and ends in a few seconds. */
    fault: (): Answer =>
      exceeded({ rule: everyCall, remaining: 0, resetAt: new Date(now().getTime() + FAULT_RESET_MS) }),
  };
}

type Told = Pick<Standing, 'rule' | 'remaining' | 'resetAt'>;

function headersOf({ rule, remaining, resetAt }: Told): Record<string, string> {
  return {
    'x-ratelimit-limit': String(rule.points),
    'x-ratelimit-remaining': String(remaining),
    // Ruby writes six digits of a second.
    'x-ratelimit-reset': resetAt.toISOString().replace(/Z$/, '000Z'),
  };
}

function exceeded(standing: Told): Answer {
  return { ...apiError(429, 'Too many requests'), headers: headersOf(standing) };
}
