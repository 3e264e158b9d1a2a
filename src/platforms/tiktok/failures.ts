import { z } from 'zod';
import type { FailureRow, FailureTable, Refusal } from '../failure.ts';

const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;

/** An error of the API, and one of the token endpoint. https://developers.tiktok.com/doc/tiktok-api-v2-error-handling, …/oauth-error-handling */
const errorSchema = z.union([
  z.object({ error: z.object({ code: z.coerce.string(), message: z.string().default('') }) }),
  z
    .object({ error: z.string(), error_description: z.string().default('') })
    .transform(({ error, error_description }) => ({ error: { code: error, message: error_description } })),
]);

function errorIn(body: unknown): { code: string; message: string } | null {
  const error = errorSchema.safeParse(body).data?.error;
  return error === undefined || error.code === 'ok' || error.code === '' ? null : error;
}

type Told = Pick<FailureRow, 'hint' | 'resetAt'>;

/** A code means the same with whatever status it comes: creator_info says some of them with 200. */
function coded(code: string, kind: FailureRow['kind'], told: Told = {}): FailureRow {
  return { answer: code, when: ({ body }) => errorIn(body)?.code === code, kind, ...told };
}

/** The address to upload to answers with a status alone. */
function uploading(status: number, kind: FailureRow['kind']): FailureRow {
  const when = (refusal: Refusal) => refusal.status === status && errorIn(refusal.body) === null;
  return { answer: `${status} of an upload`, when, kind };
}

const CLIENT =
  'Check TIKTOK_CLIENT_ID and TIKTOK_CLIENT_SECRET against the app’s keys at developers.tiktok.com, then call retryFailedPlatforms.';
const SCOPES =
  'Connect the account again and allow all that is asked for: user.info.basic, video.publish and video.list. Then call retryFailedPlatforms.';
const CAP =
  'TikTok takes only so many posts a day of an account. Nothing to do: the delivery goes on when it takes more.';
const USERS =
  'TikTok lets the app publish for only so many accounts a day. Nothing to do: the delivery goes on when it takes more.';
const BANNED = 'Log in to TikTok and settle there what it holds against the account, then call retryFailedPlatforms.';
const PENDING = 'Finish or delete the drafts that wait in TikTok’s inbox, then call retryFailedPlatforms.';
const UNAUDITED =
  'Until TikTok has audited the app, the account has to be set to private in TikTok, and privacyLevel to SELF_ONLY. Have the app audited at developers.tiktok.com, or change both.';
const OWNERSHIP =
  'Verify the domain of PUBLIC_URL under “URL properties” of the app at developers.tiktok.com, then call retryFailedPlatforms.';
const PRIVACY = 'Choose a privacyLevel that Account.choices lists for the account, and send it as a new post.';
const VERSION = 'The account has to use a newer TikTok app. Update it there, then send it as a new post.';

/** The tables at the end of each page of https://developers.tiktok.com/doc/content-posting-api-reference-direct-post and its neighbours. */
const rows: readonly FailureRow[] = [
  coded('access_token_invalid', 'auth_expired'),
  coded('invalid_grant', 'auth_revoked'),
  coded('scope_not_authorized', 'permission', { hint: SCOPES }),
  coded('scope_permission_missed', 'permission', { hint: SCOPES }),
  coded('invalid_client', 'permission', { hint: CLIENT }),
  coded('unauthorized_client', 'permission', { hint: CLIENT }),
  coded('rate_limit_exceeded', 'rate_limited'),
  coded('spam_risk_too_many_posts', 'quota_exhausted', { hint: CAP, resetAt: inAnHour }),
  coded('reached_active_user_cap', 'quota_exhausted', { hint: USERS, resetAt: inAnHour }),
  coded('spam_risk_user_banned_from_posting', 'policy_blocked', { hint: BANNED }),
  coded('spam_risk_too_many_pending_share', 'policy_blocked', { hint: PENDING }),
  coded('unaudited_client_can_only_post_to_private_accounts', 'permission', { hint: UNAUDITED }),
  coded('url_ownership_unverified', 'permission', { hint: OWNERSHIP }),
  coded('privacy_level_option_mismatch', 'validation', { hint: PRIVACY }),
  coded('invalid_publish_id', 'not_found'),
  coded('token_not_authorized_for_specified_publish_id', 'permission'),
  coded('app_version_check_failed', 'validation', { hint: VERSION }),
  coded('invalid_param', 'validation'),
  coded('invalid_params', 'validation'),
  coded('internal_error', 'transient'),
  uploading(400, 'validation'),
  // The address is over, or no longer known, or TikTok has more or less of the file than was thought: it is begun afresh.
  uploading(403, 'transient'),
  uploading(404, 'transient'),
  uploading(416, 'transient'),
];

/** TikTok does not say when a day’s quota is renewed. */
function inAnHour(_refusal: Refusal, now: Date): Date {
  return new Date(now.getTime() + HOUR_MS);
}

export const failures: FailureTable = {
  rows,
  refusesIn: (body) => errorIn(body) !== null,
  messageIn(body) {
    const error = errorIn(body);
    return error === null ? null : error.message || error.code;
  },
  // https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit: windows of a minute, and no word on when one ends.
  resetAt: (_headers, now) => new Date(now.getTime() + MINUTE_MS),
};
