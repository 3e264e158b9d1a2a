import { z } from 'zod';
import type { FailureRow, FailureTable } from '../failure.ts';
import { googleAnswer as answered, googleWords } from '../google-error.ts';
import { MINUTE } from '../media-rule.ts';

const CLIENT =
  'Check GOOGLE_BUSINESS_CLIENT_ID and GOOGLE_BUSINESS_CLIENT_SECRET against the app’s keys in Google’s console, then call retryFailedPlatforms.';
const SCOPE = 'Connect the account again and allow it to manage the business, then call retryFailedPlatforms.';
const DISABLED =
  'Enable the Google My Business API, and the APIs for account management and business information, for the app’s project in Google’s console; then call retryFailedPlatforms.';
const ACCESS =
  'Ask Google for access to the Business Profile APIs (developers.google.com/my-business/content/prereqs): until it is granted their quota is 0.';
const MANAGER =
  'Check at business.google.com that the account still manages the location and that the location is verified, then call retryFailedPlatforms.';
const LOCATION =
  'See at business.google.com whether the location may publish posts: it has to be verified, and Google lets some kinds of business publish none. Then call retryFailedPlatforms.';
const GONE =
  'See at business.google.com whether the account still has the location, connect it again, and send it as a new post.';
const IMAGE = 'Use a JPEG or PNG of 10 kB to 5 MB and at least 250 × 250 pixels, and send it as a new post.';

type FieldError = { code?: number | undefined };

/** https://developers.google.com/my-business/reference/rest/Shared.Types/ErrorCode: 1000 to 1099 are about photos, 1300 to 1399 about what a location may do. */
const ofImage = ({ code = 0 }: FieldError): boolean => code >= 1_000 && code < 1_100;
const ofLocation = ({ code = 0 }: FieldError): boolean => code >= 1_300 && code < 1_400;
const ofItsForm = /small|large|size|dimension|format|multiframe|type/i;

/** https://cloud.google.com/apis/design/errors#error_info: the quota that was exceeded. */
const quotaSchema = z.object({
  error: z.object({ details: z.array(z.object({ metadata: z.object({ quota_limit_value: z.string() }).optional() })) }),
});

const rows: readonly FailureRow[] = [
  answered(400, 'auth_revoked', { name: 'invalid_grant' }),
  answered(401, 'permission', { name: 'invalid_client', hint: CLIENT }),
  answered(401, 'permission', { name: 'unauthorized_client', hint: CLIENT }),
  answered(401, 'auth_expired'),
  answered(403, 'permission', { name: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', hint: SCOPE }),
  answered(403, 'permission', { name: 'SERVICE_DISABLED', hint: DISABLED }),
  answered(403, 'permission', { hint: MANAGER }),
  {
    answer: '429 RESOURCE_EXHAUSTED of a quota of 0',
    when: ({ status, body }) =>
      status === 429 &&
      quotaSchema.safeParse(body).data?.error.details.some(({ metadata }) => metadata?.quota_limit_value === '0') ===
        true,
    kind: 'permission',
    hint: ACCESS,
  },
  answered(429, 'rate_limited'),
  answered(400, 'media_rejected', { field: (error) => ofImage(error) && ofItsForm.test(error.message), hint: IMAGE }),
  answered(400, 'media_fetch_failed', { field: ofImage }),
  answered(400, 'permission', { field: ofLocation, hint: LOCATION }),
  answered(400, 'validation'),
  answered(404, 'not_found', { hint: GONE }),
  answered(500, 'transient'),
  answered(503, 'transient'),
];

export const failures: FailureTable = {
  rows,
  messageIn: googleWords,
  // https://developers.google.com/my-business/content/limits: quotas are of a minute, and no answer says when it ends.
  resetAt: (_headers, now) => new Date(now.getTime() + MINUTE),
};
