import { createLimits, DAY } from '../limits.ts';
import { type Answer, type Operation, Refused } from '../network.ts';
import { apiError } from './api.ts';

/** The limits of an application, by member: days that end at midnight UTC, and no header that tells of them. */
export function createRates(now: () => Date, requestsPerDay: number) {
  const limits = createLimits(now);
  return {
    /** Counts a request. Gives no headers, or throws the refusal. */
    admit: ({ path }: Operation, caller: string | null): Record<string, string> => {
      if (caller === null || !/^\/(?:rest|v2)\//.test(path)) return {};
      const { exceeded } = limits.take(caller, [{ points: requestsPerDay, windowMs: DAY }]);
      if (exceeded) throw new Refused(throttled('Resource level throttle APPLICATION_AND_MEMBER DAY limit'));
      return {};
    },
    /** The answer of a limit that ends soon. */
    fault: (): Answer => throttled('Resource level throttle limit'),
  };
}

function throttled(limit: string): Answer {
  const message = `${limit} for calls to this resource is reached.`;
  return apiError({ status: 429, serviceErrorCode: 101, code: 'TOO_MANY_REQUESTS', message });
}
