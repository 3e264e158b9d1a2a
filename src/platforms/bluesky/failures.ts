import { z } from 'zod';
import type { FailureRow, FailureTable, Refusal } from '../failure.ts';

const errorSchema = z.object({ error: z.string(), message: z.string().optional() });

const APP_PASSWORD =
  'Connect the account with an app password, made at bsky.app under Settings → Privacy and security.';
const REACTIVATE = 'Reactivate the account in its own app, then call retryFailedPlatforms.';

/** A row for an error by its name: `{ "error": name }`. https://docs.bsky.app/docs/advanced-guides/api-directory */
function named(name: string, kind: FailureRow['kind'], hint?: string): FailureRow {
  const when = ({ body }: Refusal) => errorSchema.safeParse(body).data?.error === name;
  return { answer: `error ${name}`, when, kind, ...(hint === undefined ? {} : { hint }) };
}

const rows: readonly FailureRow[] = [
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
  named('BlobTooLarge', 'media_rejected'),
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
};
