import { createLimits, DAY, HOUR, MINUTE, type Rule, SECOND, type Standing } from '../limits.ts';
import { type Answer, type Operation, Refused } from '../network.ts';
import { xrpcError } from './xrpc.ts';

/** A rate limit that is played as a fault ends after this time. */
const FAULT_RESET_MS = 5 * SECOND;

/** All writes share one budget: 5,000 points an hour, 35,000 a day. */
const writeRules = (cost: number): Rule[] => [
  { points: 5000, windowMs: HOUR, cost },
  { points: 35_000, windowMs: DAY, cost },
];
const loginRules: Rule[] = [
  { points: 30, windowMs: 5 * MINUTE },
  { points: 300, windowMs: DAY },
];
// The real one counts by address; here every caller shares one, so it counts by account.
const everyCall: Rule[] = [{ points: 3000, windowMs: 5 * MINUTE }];

const budgets: Record<string, { name: string; rules: Rule[] }> = {
  'com.atproto.server.createSession': { name: 'login', rules: loginRules },
  'com.atproto.repo.uploadBlob': { name: 'blob', rules: [{ points: 1000, windowMs: DAY }] },
  'com.atproto.repo.createRecord': { name: 'write', rules: writeRules(3) },
  'com.atproto.repo.putRecord': { name: 'write', rules: writeRules(2) },
  'com.atproto.repo.deleteRecord': { name: 'write', rules: writeRules(1) },
};

/** The rate limits of a PDS, by account. */
export function createRates(now: () => Date) {
  const limits = createLimits(now);
  return {
    /** Counts a request. Gives the headers of its answer, or throws the refusal. */
    admit: (operation: Operation, caller: string | undefined): Record<string, string> => {
      const { name, rules } = budgets[operation.name] ?? { name: 'any', rules: everyCall };
      const standing = limits.take(`${caller} ${name}`, rules);
      if (standing.exceeded) throw new Refused(exceeded(standing, now()));
      return headersOf(standing);
    },
    /** The answer of a limit that is reached and ends in a few seconds. */
    fault: (): Answer => {
      const resetAt = new Date(now().getTime() + FAULT_RESET_MS);
      return exceeded({ rule: { points: 5000, windowMs: HOUR }, remaining: 0, resetAt }, now());
    },
  };
}

type Told = Pick<Standing, 'rule' | 'remaining' | 'resetAt'>;

function headersOf({ rule, remaining, resetAt }: Told): Record<string, string> {
  return {
    'ratelimit-limit': String(rule.points),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(Math.floor(resetAt.getTime() / SECOND)),
    'ratelimit-policy': `${rule.points};w=${rule.windowMs / SECOND}`,
  };
}

function exceeded(standing: Told, now: Date): Answer {
  const waitSeconds = Math.ceil((standing.resetAt.getTime() - now.getTime()) / SECOND);
  const headers = { ...headersOf(standing), 'retry-after': String(waitSeconds) };
  return { ...xrpcError('RateLimitExceeded', 'Rate Limit Exceeded'), headers };
}
