import { z } from 'zod';
import type { FailureRow, FailureTable, Refusal } from '../failure.ts';
import { postUrnIn } from './urns.ts';

const inputErrorSchema = z.object({ code: z.string().optional(), description: z.string().optional() });

/** https://learn.microsoft.com/en-us/linkedin/marketing/error-handling; of the token endpoint RFC 6749, section 5.2. */
const errorSchema = z.object({
  message: z.string().optional(),
  code: z.string().optional(),
  serviceErrorCode: z.number().optional(),
  errorDetails: z.object({ inputErrors: z.array(inputErrorSchema).optional() }).optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

const SCOPES =
  'Connect the account with every permission that connectAccount’s description names; a page’s login has to be its administrator. Comments of members need LinkedIn’s Community Management API. Then call retryFailedPlatforms.';
const CLIENT = 'The operator of Postern has to set the client id and secret that LinkedIn’s developer portal shows.';
const LOGIN =
  'Connect the account again. A login of the same person at the same application with other permissions ends this one: give each of the two LinkedIn channels an application of its own.';
const VERSION = 'LinkedIn has retired the version of its API that this Postern speaks. Update Postern.';
const SHORTER = 'Shorten what LinkedIn names, and send it as a new post.';
const DUPLICATE =
  'LinkedIn has the same post already, and refuses an identical one for about 10 minutes. To have it there twice, wait those 10 minutes and call retryFailedPlatforms, or change a word and send it as a new post.';

type Words = { code?: string; number?: number; words?: RegExp };

/** A row for a status, and an error's code, number or words where the status alone does not say enough. */
function answered(
  statuses: number | readonly number[],
  kind: FailureRow['kind'],
  { code, number, words, ...more }: Words & Partial<FailureRow> = {},
): FailureRow {
  const all = typeof statuses === 'number' ? [statuses] : statuses;
  const told = [code, number, words?.source].filter((part) => part !== undefined).join(' ');
  const when = ({ status, body }: Refusal) =>
    all.includes(status) &&
    (code === undefined || codesIn(body).includes(code)) &&
    (number === undefined || errorIn(body).serviceErrorCode === number) &&
    (words === undefined || words.test(wordsIn(body)));
  return { answer: `${all.join('/')} ${told}`.trim(), when, kind, ...more };
}

// https://learn.microsoft.com/en-us/linkedin/marketing/error-handling and …/shared/api-guide/concepts/error-handling
const rows: readonly FailureRow[] = [
  answered([400, 409, 422], 'duplicate', {
    words: /duplicate of .*urn:li:(?:share|ugcPost|activity):\d+/i,
    hint: DUPLICATE,
    evidence: ({ body }) => ({ urn: postUrnIn(wordsIn(body)) }),
  }),
  answered([400, 409, 422], 'duplicate', { code: 'DUPLICATE_POST', hint: DUPLICATE }),
  answered(401, 'auth_expired', { number: 65602 }),
  answered(401, 'auth_revoked', { number: 65601, hint: LOGIN }),
  answered(401, 'auth_revoked', { number: 65600 }),
  answered([400, 401], 'auth_revoked', { code: 'invalid_grant' }),
  answered([400, 401], 'permission', { code: 'invalid_client', hint: CLIENT }),
  answered(400, 'auth_revoked', { code: 'invalid_request', words: /authorization code/i }),
  answered(401, 'auth_expired'),
  answered(403, 'permission', { hint: SCOPES }),
  // A post can be commented on some seconds after it was published: until then its activity is not there.
  answered(404, 'transient', { words: /unable to obtain activity/i }),
  answered(404, 'not_found'),
  answered(426, 'unsupported', { hint: VERSION }),
  // https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/rate-limits: days end at midnight UTC.
  answered(429, 'quota_exhausted', { words: /\bDAY limit/, resetAt: (_, now) => nextMidnight(now) }),
  answered(429, 'rate_limited'),
  answered(400, 'transient', { code: 'MEDIA_ASSET_WAITING_UPLOAD' }),
  answered(400, 'media_rejected', { code: 'MEDIA_ASSET_PROCESSING_FAILED' }),
  answered(400, 'validation', { code: 'FIELD_LENGTH_TOO_LONG', hint: SHORTER }),
  answered(409, 'transient'),
  answered([400, 422], 'validation'),
  answered([500, 502, 503, 504], 'transient'),
];

export const failures: FailureTable = {
  rows,
  messageIn(body) {
    const { message, error, error_description: described } = errorIn(body);
    return message ?? described ?? error ?? null;
  },
  // LinkedIn sends no headers about its limits.
  resetAt: () => null,
};

function errorIn(body: unknown): z.infer<typeof errorSchema> {
  return errorSchema.safeParse(body).data ?? {};
}

function inputErrorsIn(body: unknown): z.infer<typeof inputErrorSchema>[] {
  return errorIn(body).errorDetails?.inputErrors ?? [];
}

function codesIn(body: unknown): (string | undefined)[] {
  const { code, error } = errorIn(body);
  return [code, error, ...inputErrorsIn(body).map((inputError) => inputError.code)];
}

function wordsIn(body: unknown): string {
  const { message, error_description: described } = errorIn(body);
  return [message, described, ...inputErrorsIn(body).map(({ description }) => description)].join(' ');
}

function nextMidnight(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}
