import { z } from 'zod';
import type { FailureRow, FailureTable } from '../failure.ts';
import { graphBudget, graphCodes, graphResetAt, graphRow, graphSubcodes, graphWords } from '../graph-errors.ts';
import { MINUTE } from '../media-rule.ts';

const offset = z.coerce.number();

// https://developers.facebook.com/docs/video-api/reference/error-codes: what a part gets that Facebook has already.
const offsetsSchema = z.object({
  error: z.object({ error_data: z.object({ start_offset: offset, end_offset: offset }) }),
});

// https://developers.facebook.com/docs/instagram-platform/content-publishing/resumable-uploads: what the upload host says.
const uploadSchema = z.object({
  debug_info: z.object({ retriable: z.boolean().optional(), message: z.string().optional() }),
});

const CHECKPOINT = 'Log in at facebook.com and do the security check that it asks for, then connect the account again.';
const ROLE = 'Have an admin of the Page give you a role that may create content, then connect the account again.';
const PERMISSION =
  'Connect the account again and allow everything that is asked for, as someone who may create content on the Page; then call retryFailedPlatforms.';
const IDENTITY = 'Confirm your identity in the Facebook app, as it asks there, then call retryFailedPlatforms.';
const AUTHORIZATION =
  'Go through Page Publishing Authorization at facebook.com, connect the account again, then call retryFailedPlatforms.';
const PHOTO = 'Use a JPEG or PNG of less than 4 MB, and send it as a new post.';
const VIDEO = 'Use an MP4 with H.264 and AAC, within the limits that Facebook names, and send it as a new post.';
const LINK = 'Give a public address that Facebook can read, and none of Facebook’s own, and send it as a new post.';
const PACE_MS = 15 * MINUTE;

function uploadIn(body: unknown): z.infer<typeof uploadSchema>['debug_info'] | null {
  return uploadSchema.safeParse(body).data?.debug_info ?? null;
}

// https://developers.facebook.com/docs/graph-api/guides/error-handling, …/docs/graph-api/overview/rate-limiting and
// …/docs/video-api/reference/error-codes. The status is 400 nearly always, and a code without a row of its own is a validation.
const rows: readonly FailureRow[] = [
  graphSubcodes('rate_limited', [1_390_008], { resetAt: (_refusal, now) => new Date(now.getTime() + PACE_MS) }),
  graphSubcodes('policy_blocked', [4_854_002], { hint: IDENTITY }),
  graphSubcodes('policy_blocked', [1_404_078], { hint: AUTHORIZATION }),
  graphSubcodes('policy_blocked', [1_346_003, 1_404_102]),
  graphCodes('policy_blocked', [368]),
  graphSubcodes('auth_revoked', [459, 464], { hint: CHECKPOINT }),
  graphSubcodes('auth_revoked', [492], { hint: ROLE }),
  graphSubcodes('auth_revoked', [458, 460, 463, 467]),
  graphCodes('auth_revoked', [190, 102]),
  graphSubcodes('duplicate', [1_366_051]),
  graphCodes('duplicate', [506]),
  graphSubcodes('media_rejected', [1_366_046], { hint: PHOTO }),
  graphSubcodes('media_rejected', [1_363_020, 1_363_022, 1_363_023, 1_363_031], { hint: VIDEO }),
  graphCodes('media_rejected', [352], { hint: VIDEO }),
  graphSubcodes('permission', [1_363_005, 1_363_042], { hint: PERMISSION }),
  graphSubcodes('transient', [1_363_037], { evidence: ({ body }) => offsetsIn(body) }),
  graphSubcodes('transient', [1_363_019, 1_363_021, 1_363_030, 1_363_033, 1_363_041]),
  graphSubcodes('validation', [1_609_005, 1_609_008], { hint: LINK }),
  graphCodes('validation', [1_500, 1_609_005], { hint: LINK }),
  graphSubcodes('transient', [1_363_047, 1_609_010], { happened: 'maybe' }),
  graphCodes('rate_limited', [4, 17, 32, 341, 613]),
  graphRow('code 80001–80014', 'rate_limited', { is: ({ code = 0 }) => code >= 80_001 && code <= 80_014 }),
  // What Facebook calls an error of its own it has published at times: https://github.com/facebookarchive/php-graph-sdk/issues/1141
  graphRow('is_transient', 'transient', { is: ({ is_transient }) => is_transient === true, happened: 'maybe' }),
  graphCodes('transient', [1, 2], { happened: 'maybe' }),
  graphCodes('transient', [6_000]),
  graphCodes('permission', [3, 10], { hint: PERMISSION }),
  graphRow('code 200–299', 'permission', { is: ({ code = 0 }) => code >= 200 && code <= 299, hint: PERMISSION }),
  graphSubcodes('not_found', [33]),
  graphCodes('validation', [100]),
  { answer: 'debug_info retriable', when: ({ body }) => uploadIn(body)?.retriable === true, kind: 'transient' },
  { answer: 'debug_info', when: ({ body }) => uploadIn(body) !== null, kind: 'media_rejected', hint: VIDEO },
];

function offsetsIn(body: unknown) {
  const data = offsetsSchema.safeParse(body).data?.error.error_data;
  return data === undefined ? null : { start: data.start_offset, end: data.end_offset };
}

export const failures: FailureTable = {
  rows,
  messageIn: (body) => graphWords(body) ?? uploadIn(body)?.message ?? null,
  resetAt: graphResetAt,
  budget: graphBudget,
};
