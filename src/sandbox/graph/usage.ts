import { createLimits, DAY, MINUTE, type Rule } from '../limits.ts';
import { type Answer, Refused } from '../network.ts';
import { graphError } from './error.ts';

/** How a network tells that there were too many calls. */
type TooMany = { code: number; message: string; type: string };

// 4,800 calls in 24 hours for each impression: these accounts have ten.
const everyCall: Rule = { points: 48_000, windowMs: DAY };
/** A limit that is played as a fault ends after this time, the shortest that can be told. */
const FAULT_MINUTES = 1;

/** The limit of an account's calls, with the header that tells when the next is taken. */
// https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2
export function createUsage(now: () => Date, { code, message, type }: TooMany) {
  const limits = createLimits(now);
  const headers = (caller: string, percent: number, minutes: number) => {
    const calls = { call_count: percent, total_cputime: percent, total_time: percent };
    const own = { type, ...calls, estimated_time_to_regain_access: minutes };
    return { 'x-app-usage': JSON.stringify(calls), 'x-business-use-case-usage': JSON.stringify({ [caller]: [own] }) };
  };
  const tooMany = (caller: string, minutes: number): Answer =>
    graphError({ message, code, headers: headers(caller, 100, minutes) });
  return {
    /** Counts a request. Gives the headers of its answer, or throws the refusal. */
    admit: (caller: string): Record<string, string> => {
      const { remaining, resetAt, exceeded } = limits.take(caller, [everyCall]);
      if (exceeded) throw new Refused(tooMany(caller, Math.ceil((resetAt.getTime() - now().getTime()) / MINUTE)));
      return headers(caller, Math.floor(((everyCall.points - remaining) / everyCall.points) * 100), 0);
    },
    /** The answer of a limit that is reached and ends in a minute. */
    fault: (caller: string): Answer => tooMany(caller, FAULT_MINUTES),
  };
}
