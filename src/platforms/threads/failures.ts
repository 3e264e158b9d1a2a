import type { FailureRow, FailureTable, PlatformFailure } from '../failure.ts';
import { graphCodes, graphRow, graphSubcodes, graphWords } from '../graph-errors.ts';
import { ROOM_AGAIN_MS } from './check-limit.ts';

const PERMISSION = 'Connect the account again and allow everything that is asked for; then call retryFailedPlatforms.';
const RESTRICTED =
  'Open the Threads app as this account and settle what it says about restrictions, then publish it as a new post.';
const FETCH =
  'Check that PUBLIC_URL can be reached from the internet, and that no firewall keeps Meta’s servers out; then call retryFailedPlatforms.';
const IMAGE = 'Use a JPEG or PNG of at most 8 MB, not more than ten times as wide as high, and send it as a new post.';
const VIDEO = 'Use an MP4 with H.264 and AAC of at most five minutes and 1 GB, and send it as a new post.';

const UNKNOWN_MEDIA = 'unknown_media';

// https://developers.facebook.com/docs/threads/troubleshooting and …/docs/instagram-platform/instagram-graph-api/reference/error-codes,
// whose subcodes Threads shares. The status is 400 nearly always, and a code without a row of its own is a validation.
const rows: readonly FailureRow[] = [
  graphSubcodes('policy_blocked', [4_279_013, 2_207_050], { hint: RESTRICTED }),
  graphSubcodes('policy_blocked', [2_207_051]),
  graphSubcodes('quota_exhausted', [2_207_042], {
    resetAt: (_refusal, now) => new Date(now.getTime() + ROOM_AGAIN_MS),
  }),
  // A container or a post is not known everywhere for some seconds: https://github.com/fbsamples/threads_api/issues/70
  graphSubcodes('transient', [4_279_009], { evidence: () => UNKNOWN_MEDIA }),
  graphSubcodes('transient', [2_207_001, 2_207_003, 2_207_008, 2_207_020, 2_207_027, 2_207_032, 2_207_053, 2_207_082]),
  graphSubcodes('media_fetch_failed', [2_207_052], { hint: FETCH }),
  graphSubcodes('media_rejected', [2_207_004, 2_207_005, 2_207_009], { hint: IMAGE }),
  graphSubcodes('media_rejected', [2_207_026], { hint: VIDEO }),
  graphSubcodes('not_found', [33]),
  graphCodes('auth_revoked', [190, 102]),
  graphCodes('permission', [3, 10], { hint: PERMISSION }),
  graphRow('code 200–299', 'permission', { is: ({ code = 0 }) => code >= 200 && code <= 299, hint: PERMISSION }),
  graphCodes('rate_limited', [4, 17, 32, 341, 613]),
  graphRow('code 80001–80014', 'rate_limited', { is: ({ code = 0 }) => code >= 80_001 && code <= 80_014 }),
  graphCodes('policy_blocked', [368]),
  graphCodes('not_found', [24]),
  graphCodes('transient', [1, 2]),
  graphRow('is_transient', 'transient', { is: ({ is_transient }) => is_transient === true }),
  graphCodes('validation', [100]),
];

export const failures: FailureTable = {
  rows,
  messageIn: graphWords,
  // https://developers.facebook.com/docs/threads/overview#rate-limiting names no time at which the next call is allowed.
  resetAt: () => null,
};

/** Whether Threads said that it knows no such container or post. */
export function isUnknownMedia({ evidence }: PlatformFailure): boolean {
  return evidence === UNKNOWN_MEDIA;
}
