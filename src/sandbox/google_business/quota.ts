import { googleError } from '../google/error.ts';
import { createLimits, MINUTE } from '../limits.ts';
import { type Answer, type Incoming, type Operation, Refused } from '../network.ts';

/** https://developers.google.com/my-business/content/limits: queries of an application, and edits of a profile, in a minute. */
const queries = { points: 300, windowMs: MINUTE };
const edits = { points: 10, windowMs: MINUTE };

/** Google's quotas: here each login has an application of its own. */
export function createQuota(now: () => Date) {
  const limits = createLimits(now);
  return {
    admit: ({ method, path }: Operation, { params }: Incoming, caller: string): Record<string, string> => {
      if (!path.startsWith('/v')) return {};
      const isEdit = method !== 'GET' && params.location !== undefined;
      const all = limits.take(caller, [queries]);
      const own = isEdit ? limits.take(`location ${params.location}`, [edits]) : null;
      if (all.exceeded || own?.exceeded) throw new Refused(exceeded());
      return {};
    },
    /** A quota that is used up. */
    fault: exceeded,
  };
}

function exceeded(): Answer {
  const message = "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'.";
  const type = 'type.googleapis.com/google.rpc.ErrorInfo';
  const metadata = { quota_limit_value: '300', quota_unit: '1/min/{project}' };
  const details = [{ '@type': type, reason: 'RATE_LIMIT_EXCEEDED', domain: 'googleapis.com', metadata }];
  return googleError({ code: 429, message, status: 'RESOURCE_EXHAUSTED', details });
}
