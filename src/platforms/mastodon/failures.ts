import { z } from 'zod';
import { countdown, type FailureRow, type FailureTable, type Refusal } from '../failure.ts';

const errorSchema = z.object({ error: z.string(), error_description: z.string().optional() });

const SCOPES =
  'Make an access token with the scopes read, write:statuses and write:media, connect the account with it, then call retryFailedPlatforms.';
const LOGIN = 'Log in at the server and do what it asks for there, then call retryFailedPlatforms.';
const UPLOAD_AGAIN = 'Call retryFailedPlatforms: the media are uploaded again.';

/** A row for a status, and words of the `error` where the status alone does not say enough. */
function answered(status: number, kind: FailureRow['kind'], more: { words?: RegExp; hint?: string } = {}): FailureRow {
  const { words, hint } = more;
  const when = (refusal: Refusal) =>
    refusal.status === status &&
    (words === undefined || words.test(errorSchema.safeParse(refusal.body).data?.error ?? ''));
  return {
    answer: `${status}${words === undefined ? '' : ` ${words.source}`}`,
    when,
    kind,
    ...(hint === undefined ? {} : { hint }),
  };
}

// The words are those of app/controllers/api/base_controller.rb and config/locales/en.yml in https://github.com/mastodon/mastodon.
const rows: readonly FailureRow[] = [
  // Tokens never expire: one that is refused has been revoked, or is mistyped.
  answered(401, 'auth_revoked'),
  answered(422, 'auth_revoked', { words: /requires an authenticated user/ }),
  answered(403, 'permission', { words: /outside the authorized scopes/, hint: SCOPES }),
  answered(403, 'policy_blocked', { words: /^Your login is/, hint: LOGIN }),
  answered(403, 'permission'),
  answered(404, 'not_found'),
  answered(410, 'not_found'),
  answered(413, 'media_rejected'),
  answered(422, 'transient', { words: /have not finished processing/ }),
  answered(422, 'media_rejected', { words: /^Validation failed: File/ }),
  answered(422, 'media_rejected', { words: /File type of uploaded media could not be verified/ }),
  answered(422, 'media_rejected', { words: /^Error processing thumbnail/ }),
  answered(500, 'media_rejected', { words: /^Error processing thumbnail/ }),
  answered(422, 'media_rejected', { words: /^\d+x\d+ (?:images|videos) are not supported/ }),
  answered(422, 'media_rejected', { words: /^Media .* not found or already attached/, hint: UPLOAD_AGAIN }),
  answered(422, 'duplicate', { words: /^Duplicate record/ }),
  answered(422, 'validation'),
  answered(400, 'validation'),
  answered(429, 'rate_limited'),
  answered(503, 'transient'),
];

export const failures: FailureTable = {
  rows,
  messageIn(body) {
    const error = errorSchema.safeParse(body).data;
    if (error === undefined) return null;
    return error.error_description === undefined ? error.error : `${error.error}: ${error.error_description}`;
  },
  // https://docs.joinmastodon.org/api/rate-limits/: X-RateLimit-Reset is an ISO 8601 instant.
  resetAt(headers) {
    const at = Date.parse(headers.get('x-ratelimit-reset') ?? '');
    return Number.isNaN(at) ? null : new Date(at);
  },
  // The header tells of the limit that is the nearest: a status has one of its own beside that of all calls.
  budget: { covers: 'commits', isSpent: countdown('x-ratelimit-remaining') },
};
