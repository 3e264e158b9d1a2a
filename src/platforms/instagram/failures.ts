import type { FailureRow, FailureTable } from '../failure.ts';
import { graphBudget, graphCodes, graphResetAt, graphRow, graphSubcodes, graphWords } from '../graph-errors.ts';
import { ROOM_AGAIN_MS } from './check-limit.ts';
import { fetchSubcodes, imageSubcodes, videoSubcodes } from './subcodes.ts';

const PERMISSION =
  'Connect the account again and allow everything that is asked for, as a professional account; then call retryFailedPlatforms.';
const RESTRICTED =
  'Open the Instagram app as this account and settle what it says about restrictions, then publish it as a new post.';
const FETCH =
  'Check that PUBLIC_URL can be reached from the internet, and that no firewall keeps Meta’s servers out; then call retryFailedPlatforms.';
const IMAGE = 'Use a JPEG of at most 8 MB, between 4:5 and 1.91:1, and send it as a new post.';
const VIDEO = 'Use an MP4 with H.264 and AAC, within the limits that Instagram names, and send it as a new post.';
const TRIAL = 'The account may not publish trial reels. Leave the option out, and send it as a new post.';

// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes. The status is 400 nearly always,
// and a code without a row of its own is a validation.
const rows: readonly FailureRow[] = [
  graphSubcodes('policy_blocked', [2_207_050], { hint: RESTRICTED }),
  graphSubcodes('policy_blocked', [2_207_051]),
  graphSubcodes('quota_exhausted', [2_207_042], {
    resetAt: (_refusal, now) => new Date(now.getTime() + ROOM_AGAIN_MS),
  }),
  graphSubcodes('media_fetch_failed', fetchSubcodes, { hint: FETCH }),
  graphSubcodes('media_rejected', imageSubcodes, { hint: IMAGE }),
  graphSubcodes('media_rejected', videoSubcodes, { hint: VIDEO }),
  // Time-outs and faults of the servers, which come with 400 as everything does.
  graphSubcodes('transient', [2_207_001, 2_207_003, 2_207_032, 2_207_082], { happened: 'maybe' }),
  // A container that is over, not ready or came to nothing.
  graphSubcodes('transient', [2_207_008, 2_207_020, 2_207_027, 2_207_053]),
  graphSubcodes('permission', [2_207_006], { hint: PERMISSION }),
  graphSubcodes('validation', [2_207_081], { hint: TRIAL }),
  graphSubcodes('validation', [2_207_010]),
  graphSubcodes('validation', [2_207_023, 2_207_028, 2_207_035, 2_207_036, 2_207_037, 2_207_040, 2_207_057]),
  graphSubcodes('not_found', [33]),
  graphCodes('auth_revoked', [190, 102]),
  graphCodes('media_fetch_failed', [9_004], { hint: FETCH }),
  graphCodes('media_rejected', [352], { hint: VIDEO }),
  graphCodes('media_rejected', [36_000, 36_001, 36_003], { hint: IMAGE }),
  graphCodes('permission', [3, 10], { hint: PERMISSION }),
  graphRow('code 200–299', 'permission', { is: ({ code = 0 }) => code >= 200 && code <= 299, hint: PERMISSION }),
  graphCodes('rate_limited', [4, 17, 32, 341, 613]),
  graphRow('code 80001–80014', 'rate_limited', { is: ({ code = 0 }) => code >= 80_001 && code <= 80_014 }),
  graphCodes('policy_blocked', [368]),
  graphCodes('not_found', [24]),
  graphCodes('transient', [9_007]),
  graphCodes('transient', [-2, -1, 1, 2], { happened: 'maybe' }),
  graphRow('is_transient', 'transient', { is: ({ is_transient }) => is_transient === true, happened: 'maybe' }),
  graphCodes('validation', [100, 110]),
];

export const failures: FailureTable = { rows, messageIn: graphWords, resetAt: graphResetAt, budget: graphBudget };
