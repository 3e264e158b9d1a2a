import { graphError } from '../graph/error.ts';
import { createLimits, DAY, MINUTE, type Rule } from '../limits.ts';
import { type Answer, Refused } from '../network.ts';

// https://developers.facebook.com/docs/graph-api/overview/rate-limiting: 4,800 calls a day for each engaged person. These Pages have ten.
const everyCall: Rule = { points: 48_000, windowMs: DAY };

/** A rate limit that is played as a fault ends after this time, the shortest that can be told. */
const FAULT_MINUTES = 1;

/** The limits of a Page's calls, and the headers that tell how near they are. */
export function createRates(now: () => Date) {
  const limits = createLimits(now);
  return {
    /** Counts a request. Gives the headers of its answer, or throws the refusal. */
    admit: (caller: string): Record<string, string> => {
      const { remaining, resetAt, exceeded } = limits.take(caller, [everyCall]);
      const used = Math.floor(((everyCall.points - remaining) / everyCall.points) * 100);
      const minutes = Math.ceil((resetAt.getTime() - now().getTime()) / MINUTE);
      if (exceeded) throw new Refused(tooMany(caller, minutes));
      return usage(caller, used, 0);
    },
    /** The answer of a limit that is reached and ends in a minute. */
    fault: (caller: string): Answer => tooMany(caller, FAULT_MINUTES),
  };
}

/** Percentages, and the minutes until the next call is taken. */
function usage(caller: string, percent: number, minutes: number): Record<string, string> {
  const calls = { call_count: percent, total_cputime: percent, total_time: percent };
  const own = { type: 'pages', ...calls, estimated_time_to_regain_access: minutes };
  return {
    'x-app-usage': JSON.stringify(calls),
    'x-business-use-case-usage': JSON.stringify({ [caller]: [own] }),
  };
}

function tooMany(caller: string, minutes: number): Answer {
  const message =
    '(#80001) There have been too many calls to this Page account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.';
  return graphError({ message, code: 80_001, headers: usage(caller, 100, minutes) });
}
