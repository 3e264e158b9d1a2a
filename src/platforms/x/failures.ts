import { z } from 'zod';
import { countdown, type FailureRow, type FailureTable, type Refusal } from '../failure.ts';

const HOUR_MS = 60 * 60_000;

/** The shapes of an error: of the API, of its older part, and of the token endpoint. */
const errorSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  type: z.string().optional(),
  message: z.string().optional(),
  errors: z.array(z.object({ message: z.string().optional(), detail: z.string().optional() })).optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

/** All words of an error body, those of a single problem before those that sum up. */
function wordsIn(body: unknown): string[] {
  const said = errorSchema.safeParse(body).data;
  if (said === undefined) return [];
  const { errors = [], detail, message, error, error_description } = said;
  const each = errors.map((one) => one.message ?? one.detail);
  return [...each, detail, error_description, message, error].filter((words) => words !== undefined);
}

type Told = { type?: string; words?: RegExp; hint?: string; resetAt?: FailureRow['resetAt'] };

/** A row for a status, and the end of the problem's `type` or the words where the status alone does not say enough. */
function answered(status: number, kind: FailureRow['kind'], { type, words, hint, resetAt }: Told = {}): FailureRow {
  const when = (refusal: Refusal): boolean =>
    refusal.status === status &&
    (type === undefined || (errorSchema.safeParse(refusal.body).data?.type ?? '').endsWith(`/${type}`)) &&
    (words === undefined || wordsIn(refusal.body).some((said) => words.test(said)));
  const answer = [status, type, words?.source].filter((part) => part !== undefined).join(' ');
  return { answer, when, kind, ...(hint === undefined ? {} : { hint }), ...(resetAt === undefined ? {} : { resetAt }) };
}

const CLIENT =
  'Check X_CLIENT_ID and X_CLIENT_SECRET against the app’s keys in X’s developer console, then call retryFailedPlatforms.';
const CREDITS =
  'Buy credits, or raise the spending limit, in X’s developer console; the delivery then goes on by itself.';
const REPLIES =
  'On self-serve plans X lets an app reply only to those who mentioned the account. Post the rest in X’s own app, or as posts of their own.';
const ACCOUNT = 'Log in at x.com and do what X asks for there, then call retryFailedPlatforms.';
const ENROLMENT = 'Attach the app to a project in X’s developer console, then call retryFailedPlatforms.';
const SCOPES =
  'Connect the account again with the scopes tweet.read, tweet.write, users.read, media.write and offline.access, then call retryFailedPlatforms.';
const NOT_PERMITTED =
  'Check that the app may read and write, and that the account may post a text and media of this length, then call retryFailedPlatforms.';

/** The table of https://docs.x.com/x-api/fundamentals/response-codes-and-errors, and what X says in `detail`. */
const rows: readonly FailureRow[] = [
  answered(400, 'auth_revoked', {
    words: /^Value passed for the (?:token|authorization code) was invalid|^invalid_grant$/,
  }),
  answered(401, 'permission', { words: /^(?:unauthorized|invalid)_client$/, hint: CLIENT }),
  answered(401, 'auth_expired'),
  answered(402, 'quota_exhausted', { hint: CREDITS, resetAt: inAnHour }),
  answered(403, 'quota_exhausted', { type: 'usage-capped', hint: CREDITS, resetAt: inAnHour }),
  answered(403, 'duplicate', { words: /duplicate content/i }),
  answered(403, 'policy_blocked', {
    words: /^(?:Reply to this conversation|Quoting this post) is not allowed/i,
    hint: REPLIES,
  }),
  answered(403, 'not_found', { words: /reply to a (?:Tweet|Post) that is deleted/i }),
  answered(403, 'policy_blocked', { words: /\b(?:suspended|locked)\b/i, hint: ACCOUNT }),
  answered(403, 'permission', { type: 'client-forbidden', hint: ENROLMENT }),
  answered(403, 'permission', { words: /not permitted to use OAuth2|^Forbidden$/i, hint: SCOPES }),
  answered(403, 'permission', { hint: NOT_PERMITTED }),
  answered(404, 'not_found'),
  answered(413, 'media_rejected'),
  answered(400, 'media_rejected', { words: /media|file size|video|image/i }),
  answered(400, 'validation'),
  answered(429, 'quota_exhausted', { type: 'usage-capped', hint: CREDITS, resetAt: inAnHour }),
  {
    answer: '429 with x-user-limit-24hour-remaining or x-app-limit-24hour-remaining 0',
    when: ({ status, headers }) => status === 429 && dayLimit(headers) !== null,
    kind: 'quota_exhausted',
    resetAt: ({ headers }) => secondsIn(headers, `${dayLimit(headers)}-reset`),
  },
  answered(429, 'rate_limited'),
  answered(503, 'transient'),
];

/** X does not say when credits or a cap are renewed. */
function inAnHour(_refusal: Refusal, now: Date): Date {
  return new Date(now.getTime() + HOUR_MS);
}

/** The limit of a day that is used up, by the beginning of its headers' names. */
function dayLimit(headers: Headers): string | null {
  const limits = ['x-user-limit-24hour', 'x-app-limit-24hour'];
  return limits.find((limit) => headers.get(`${limit}-remaining`) === '0') ?? null;
}

function secondsIn(headers: Headers, name: string): Date | null {
  const seconds = Number(headers.get(name) ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000) : null;
}

export const failures: FailureTable = {
  rows,
  messageIn: (body) => wordsIn(body)[0] ?? errorSchema.safeParse(body).data?.title ?? null,
  // https://docs.x.com/x-api/fundamentals/rate-limits: x-rate-limit-reset is in unix seconds.
  resetAt: (headers) => secondsIn(headers, 'x-rate-limit-reset'),
  // Each endpoint has a limit of its own.
  budget: { covers: 'commits', isSpent: countdown('x-rate-limit-remaining') },
};
