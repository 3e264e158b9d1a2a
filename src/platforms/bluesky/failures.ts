import { z } from 'zod';
import { countdown, type FailureRow, type FailureTable, type Refusal } from '../failure.ts';

const errorSchema = z.object({ error: z.string(), message: z.string().optional() });

const APP_PASSWORD =
  'Connect the account with an app password, made at bsky.app under Settings → Privacy and security.';
const CONFIRM_EMAIL = 'Confirm the account’s e-mail address in its own app, then call retryFailedPlatforms.';
const NO_VIDEOS = 'The network does not let this account upload videos yet. Publish without the video, by an override.';
const UPLOAD_AGAIN = 'Call retryFailedPlatforms: the file is uploaded again.';
const SMALLER =
  'The account’s server takes smaller files only: give an image of at most 1,000,000 bytes, by an override.';
const REACTIVATE = 'Reactivate the account in its own app, then call retryFailedPlatforms.';

/** A row for an error by its name: `{ "error": name }`. https://docs.bsky.app/docs/advanced-guides/api-directory */
function named(name: string, kind: FailureRow['kind'], hint?: string): FailureRow {
  const when = ({ body }: Refusal) => errorSchema.safeParse(body).data?.error === name;
  return { answer: `error ${name}`, when, kind, ...(hint === undefined ? {} : { hint }) };
}

/** A row for words of the video service, which has no list of its errors: https://github.com/bluesky-social/social-app, state/video.ts */
function worded(words: RegExp, kind: FailureRow['kind'], hint?: string): FailureRow {
  const when = ({ body }: Refusal) => {
    const { error = '', message = '' } = errorSchema.safeParse(body).data ?? {};
    return words.test(error) || words.test(message);
  };
  return { answer: `words ${words.source}`, when, kind, ...(hint === undefined ? {} : { hint }) };
}

const rows: readonly FailureRow[] = [
  worded(/^Confirm your email address|unconfirmed_email/, 'permission', CONFIRM_EMAIL),
  worded(/^User is not allowed to upload videos|^Account is not old enough/, 'permission', NO_VIDEOS),
  worded(/^User has exceeded daily upload/, 'quota_exhausted'),
  worded(/^Uploading is disabled|^Failed to get user's upload stats/, 'transient'),
  worded(/^file size .* is larger than the maximum/, 'media_rejected'),
  named('ExpiredToken', 'auth_expired'),
  named('InvalidToken', 'auth_expired'),
  named('AuthMissing', 'auth_expired'),
  named('AuthFactorTokenRequired', 'auth_revoked', APP_PASSWORD),
  named('AccountNotFound', 'auth_revoked'),
  named('AccountTakedown', 'policy_blocked'),
  named('AccountSuspended', 'policy_blocked'),
  named('AccountDeactivated', 'permission', REACTIVATE),
  named('AuthenticationRequired', 'auth_expired'),
  named('RecordNotFound', 'not_found'),
  {
    answer: '400 InvalidRequest "Could not locate record", of servers before RecordNotFound',
    when: ({ body }) => errorSchema.safeParse(body).data?.message?.startsWith('Could not locate record') ?? false,
    kind: 'not_found',
  },
  named('InvalidSwap', 'duplicate'),
  named('BlobNotFound', 'media_rejected', UPLOAD_AGAIN),
  named('BlobTooLarge', 'media_rejected', SMALLER),
  named('InvalidMimeType', 'media_rejected'),
  named('InvalidSize', 'media_rejected', UPLOAD_AGAIN),
  { answer: '413 without a known error', when: ({ status }) => status === 413, kind: 'media_rejected' },
  named('RateLimitExceeded', 'rate_limited'),
  named('UpstreamFailure', 'transient'),
  named('InvalidRequest', 'validation'),
];

export const failures: FailureTable = {
  rows,
  messageIn(body) {
    const error = errorSchema.safeParse(body).data;
    return error === undefined ? null : error.message || error.error;
  },
  // https://docs.bsky.app/docs/advanced-guides/rate-limits: RateLimit-Reset is in unix seconds.
  resetAt(headers) {
    const seconds = Number(headers.get('ratelimit-reset') ?? Number.NaN);
    return Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000) : null;
  },
  // Points of all writes; a record that is created takes three.
  budget: { covers: 'commits', isSpent: countdown('ratelimit-remaining', 3) },
};
