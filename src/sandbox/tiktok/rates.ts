import { createLimits, MINUTE, type Rule } from '../limits.ts';
import { type Answer, type Operation, Refused } from '../network.ts';
import { problem } from './api.ts';

const rule = (points: number): Rule => ({ points, windowMs: MINUTE });

// Said on each call's page, per user: https://developers.tiktok.com/doc/content-posting-api-reference-direct-post
const rules: Readonly<Record<string, Rule>> = {
  'POST /v2/post/publish/creator_info/query/': rule(20),
  'POST /v2/post/publish/video/init/': rule(6),
  'POST /v2/post/publish/content/init/': rule(6),
  'POST /v2/post/publish/status/fetch/': rule(30),
  'GET /v2/user/info/': rule(600),
  'POST /v2/video/list/': rule(600),
};

/** The rate limits of TikTok, by account and operation; no header tells of them. */
export function createRates(now: () => Date) {
  const limits = createLimits(now);
  const exceeded = (): Answer =>
    problem(429, 'rate_limit_exceeded', 'The API rate limit was exceeded. Please try again later.');
  return {
    /** Counts a request, or throws the refusal. */
    admit: ({ name }: Operation, caller: string): Record<string, string> => {
      const own = rules[name];
      if (own !== undefined && limits.take(`${caller} ${name}`, [own]).exceeded) throw new Refused(exceeded());
      return {};
    },
    fault: exceeded,
  };
}
