import { z } from 'zod';
import { countdown, type FailureRow, type FailureTable, type Refusal } from '../failure.ts';

const HOUR_SECONDS = 3_600;

/** https://developers.pinterest.com/docs/api/v5/introduction: `code` is Pinterest's own number, in part named in its API description. */
const errorSchema = z.object({ code: z.number().optional(), message: z.string().optional() });

type Told = { code?: number; words?: RegExp; hint?: string };

/** A row for a status, and the code or the words where the status alone does not say enough. */
function answered(status: number, kind: FailureRow['kind'], { code, words, hint }: Told = {}): FailureRow {
  const when = (refusal: Refusal): boolean => {
    const error = errorSchema.safeParse(refusal.body).data;
    return (
      refusal.status === status &&
      (code === undefined || error?.code === code) &&
      (words === undefined || words.test(error?.message ?? ''))
    );
  };
  const answer = [status, code, words?.source].filter((part) => part !== undefined).join(' ');
  return { answer, when, kind, ...(hint === undefined ? {} : { hint }) };
}

const SCOPES =
  'Connect the account again with the scopes boards:read, boards:write, pins:read, pins:write and user_accounts:read, then call retryFailedPlatforms.';
const TRIAL =
  'Ask for Standard access for the app at developers.pinterest.com: with Trial access it creates no pins. Then call retryFailedPlatforms.';
const REVIEW = 'Log in to Pinterest’s business hub and settle what it asks for there, then call retryFailedPlatforms.';
const ACCESS = 'Check that the account may pin to the board, connect it again, then call retryFailedPlatforms.';
const BOARD = 'Choose a boardId that Account.choices lists for the account, and send it as a new post.';
const SECTION =
  'Choose a boardId, and a boardSectionId of it or none, that Account.choices lists for the account, and send it as a new post.';
const UPLOAD = 'Call retryFailedPlatforms: the video is then uploaded anew, and nothing is published twice.';
const LINK = 'Set link to an address that Pinterest takes, and send it as a new post.';
const IMAGES =
  'Use whole JPEG or PNG files of at most 20 MB that are not small, several of the same width and height, and send it as a new post.';

/** The errors of https://github.com/pinterest/api-description, and what their messages are known to say. */
const rows: readonly FailureRow[] = [
  answered(401, 'auth_revoked', { code: 283 }),
  answered(400, 'auth_revoked', { code: 283 }),
  answered(401, 'permission', { code: 3, hint: SCOPES }),
  answered(401, 'permission', { code: 7, hint: ACCESS }),
  answered(401, 'auth_expired'),
  answered(403, 'permission', { words: /Trial access/i, hint: TRIAL }),
  answered(403, 'media_rejected', { words: /image is (?:too (?:small|large)|broken)/i, hint: IMAGES }),
  answered(403, 'policy_blocked', { code: 2625, hint: REVIEW }),
  answered(403, 'policy_blocked', { code: 2626, hint: REVIEW }),
  answered(403, 'permission', { code: 3, hint: SCOPES }),
  answered(403, 'permission', { code: 29, hint: ACCESS }),
  {
    // The bucket answers in XML. What it refuses has run out, or the line was slow: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    answer: '400 or 403 of an upload',
    when: ({ status, body }) => (status === 400 || status === 403) && body === null,
    kind: 'transient',
  },
  answered(403, 'permission', { hint: ACCESS }),
  answered(404, 'not_found', { words: /\bsection\b/i, hint: SECTION }),
  answered(404, 'not_found', { words: /\bboard\b/i, hint: BOARD }),
  answered(404, 'not_found', { words: /\bmedia\b/i, hint: UPLOAD }),
  answered(404, 'not_found'),
  answered(400, 'media_fetch_failed', { words: /fetch/i }),
  answered(400, 'validation', { words: /invalid URL/i, hint: LINK }),
  answered(400, 'media_rejected', { words: /\b(?:image|video|media)s?\b/i, hint: IMAGES }),
  answered(400, 'validation'),
  {
    answer: '429 with X-RateLimit-Reset over an hour',
    when: ({ status, headers }) => status === 429 && (secondsIn(headers) ?? 0) > HOUR_SECONDS,
    kind: 'quota_exhausted',
  },
  answered(429, 'rate_limited'),
];

/** https://github.com/airbytehq/airbyte/issues/16161: how many seconds to wait, for the limit of a day too. */
function secondsIn(headers: Headers): number | null {
  const seconds = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

export const failures: FailureTable = {
  rows,
  messageIn: (body) => errorSchema.safeParse(body).data?.message ?? null,
  resetAt(headers, now) {
    const seconds = secondsIn(headers);
    return seconds === null ? null : new Date(now.getTime() + seconds * 1000);
  },
  // Reads and writes have limits of their own.
  budget: { covers: 'commits', isSpent: countdown('x-ratelimit-remaining') },
};
