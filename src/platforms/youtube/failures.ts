import type { FailureRow, FailureTable } from '../failure.ts';
import { googleAnswer as answered, googleWords } from '../google-error.ts';
import { HOUR } from '../media-rule.ts';
import { midnightPacific } from './midnight-pacific.ts';

const CLIENT =
  'Check YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET against the app’s keys in Google’s console, then call retryFailedPlatforms.';
const NO_CHANNEL =
  'Create a channel at youtube.com/create_channel, connect the account again, then call retryFailedPlatforms.';
const SCOPES =
  'Connect the account again and allow all that is asked for (youtube.upload, youtube.readonly and youtube.force-ssl), then call retryFailedPlatforms.';
const DISABLED =
  'Enable the YouTube Data API v3 for the app’s project in Google’s console, then call retryFailedPlatforms.';
const TOO_MANY_UPLOADS =
  'The channel has published as many videos as it may in a day; the delivery goes on a day later.';
const NO_COMMENTS =
  'The video takes no comments: it is private (as is every video of an app that Google has not audited), made for kids, or comments are turned off. Publish without the containers after the first.';
const CATEGORY = 'Set categoryId to a category that YouTube has for videos, such as 22, and send it as a new post.';
const THUMBNAIL = 'Use a JPEG or PNG of at most 2 MB as the thumbnail.';
const MERGED = 'Log in at youtube.com with the account and create its channel there, then call retryFailedPlatforms.';
const NOT_ALLOWED =
  'Check at studio.youtube.com that the channel is verified and may do this, then call retryFailedPlatforms.';

const midnight: FailureRow['resetAt'] = (_refusal, now) => midnightPacific(now);

/** https://developers.google.com/youtube/v3/docs/errors, and the errors of the methods that the room calls. */
const rows: readonly FailureRow[] = [
  answered(400, 'auth_revoked', { name: 'invalid_grant' }),
  answered(401, 'permission', { name: 'invalid_client', hint: CLIENT }),
  answered(401, 'permission', { name: 'unauthorized_client', hint: CLIENT }),
  answered(401, 'permission', { name: 'youtubeSignupRequired', hint: NO_CHANNEL }),
  answered(403, 'permission', { name: 'youtubeSignupRequired', hint: NO_CHANNEL }),
  answered(401, 'auth_expired'),
  answered(403, 'quota_exhausted', { name: 'quotaExceeded', resetAt: midnight }),
  answered(403, 'quota_exhausted', { name: 'dailyLimitExceeded', resetAt: midnight }),
  answered(429, 'quota_exhausted', { name: 'quotaExceeded', resetAt: midnight }),
  answered(400, 'quota_exhausted', {
    name: 'uploadLimitExceeded',
    hint: TOO_MANY_UPLOADS,
    resetAt: (_refusal, now) => new Date(now.getTime() + 24 * HOUR),
  }),
  answered(403, 'rate_limited', { name: 'rateLimitExceeded' }),
  answered(403, 'rate_limited', { name: 'userRateLimitExceeded' }),
  answered(429, 'rate_limited'),
  answered(403, 'permission', { name: 'insufficientPermissions', hint: SCOPES }),
  answered(403, 'permission', { name: 'accessNotConfigured', hint: DISABLED }),
  answered(403, 'unsupported', { name: 'commentsDisabled', hint: NO_COMMENTS }),
  answered(403, 'permission', { name: 'ineligibleAccount', hint: MERGED }),
  answered(403, 'policy_blocked', { name: 'authenticatedUserAccountSuspended' }),
  answered(403, 'policy_blocked', { name: 'authenticatedUserAccountClosed' }),
  answered(403, 'validation', { name: 'forbiddenPrivacySetting' }),
  answered(403, 'validation', { name: 'forbiddenLicenseSetting' }),
  answered(403, 'permission', { hint: NOT_ALLOWED }),
  answered(400, 'validation', { name: 'invalidCategoryId', hint: CATEGORY }),
  answered(400, 'media_rejected', { name: 'invalidImage', hint: THUMBNAIL }),
  answered(400, 'validation'),
  answered(404, 'not_found'),
  answered(410, 'not_found'),
  answered(413, 'media_rejected'),
  answered(500, 'transient'),
  answered(503, 'transient'),
];

export const failures: FailureTable = {
  rows,
  messageIn: googleWords,
  // YouTube does not say in an answer when the next call is allowed.
  resetAt: () => null,
};
