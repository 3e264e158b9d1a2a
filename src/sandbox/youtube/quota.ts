import { googleError } from '../google/error.ts';
import { createLimits, DAY, type Rule } from '../limits.ts';
import { type Answer, type Operation, Refused } from '../network.ts';

const units = (cost: number): Rule => ({ points: 10_000, windowMs: DAY, cost });

// https://developers.google.com/youtube/v3/determine_quota_cost: uploads have a quota of their own, the rest shares units.
const rules: Readonly<Record<string, readonly [string, Rule]>> = {
  'POST /upload/youtube/v3/videos': ['uploads', { points: 100, windowMs: DAY }],
  'POST /upload/youtube/v3/thumbnails/set': ['units', units(50)],
  'POST /youtube/v3/playlistItems': ['units', units(50)],
  'POST /youtube/v3/commentThreads': ['units', units(50)],
  'DELETE /youtube/v3/comments': ['units', units(50)],
  'DELETE /youtube/v3/videos': ['units', units(50)],
  'GET /youtube/v3/channels': ['units', units(1)],
  'GET /youtube/v3/videos': ['units', units(1)],
  'GET /youtube/v3/playlists': ['units', units(1)],
  'GET /youtube/v3/playlistItems': ['units', units(1)],
  'GET /youtube/v3/commentThreads': ['units', units(1)],
};

/** YouTube's quotas: here each account has an application of its own. */
export function createQuota(now: () => Date) {
  const limits = createLimits(now);
  return {
    admit: ({ name }: Operation, caller: string): Record<string, string> => {
      const own = rules[name];
      if (own === undefined) return {};
      const [bucket, rule] = own;
      if (limits.take(`${caller} ${bucket}`, [rule]).exceeded) throw new Refused(exceeded);
      return {};
    },
    /** Too many requests at once. */
    fault: (): Answer =>
      googleError({ code: 403, message: 'Rate Limit Exceeded', domain: 'usageLimits', reason: 'rateLimitExceeded' }),
  };
}

const exceeded = googleError({
  code: 403,
  message: 'The request cannot be completed because you have exceeded your quota.',
  domain: 'youtube.quota',
  reason: 'quotaExceeded',
});
