import { z } from 'zod';
import type { FailureRow, FailureTable, Refusal } from '../failure.ts';
import { SECOND } from '../media-rule.ts';

/** An error of the API, and one of the token endpoint (RFC 6749, 5.2). */
const errorSchema = z.object({
  request_status: z.string().optional(),
  error_code: z.string().nullish(),
  debug_message: z.string().nullish(),
  display_message: z.string().nullish(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

function errorIn(body: unknown): z.infer<typeof errorSchema> {
  return errorSchema.safeParse(body).data ?? {};
}

/** A code means the same with whatever status it comes: which it is, is not said (uncertain). Beyond 499 nothing is sure. */
function coded(code: RegExp, kind: FailureRow['kind'], told: Partial<FailureRow> = {}): FailureRow {
  const when = ({ status, body }: Refusal) => status < 500 && code.test(errorIn(body).error_code ?? '');
  return { answer: code.source, when, kind, ...told };
}

function oauth(code: RegExp, kind: FailureRow['kind'], told: Partial<FailureRow> = {}): FailureRow {
  const when = ({ body }: Refusal) => code.test(errorIn(body).error ?? '');
  return { answer: code.source, when, kind, ...told };
}

function answered(status: number, kind: FailureRow['kind'], told: Partial<FailureRow> = {}): FailureRow {
  return { answer: String(status), when: (refusal) => refusal.status === status, kind, ...told };
}

const CLIENT =
  'Check SNAPCHAT_CLIENT_ID and SNAPCHAT_CLIENT_SECRET against the OAuth app in Snapchat’s Ads Manager, under Business Details, then call retryFailedPlatforms.';
const ALLOWED =
  'Snap opens the Public Profile API to allowed apps alone: ask Snap to allow the client id in SNAPCHAT_CLIENT_ID. Then see that the login may post to the profile, and call retryFailedPlatforms.';
const PROCESSING = 'Nothing to do: Snapchat is still working on the file, and is asked again.';
const POSTING = 'Look at the profile in a few minutes. Call retryFailedPlatforms where it is not there.';
const EXPIRED = 'Call retryFailedPlatforms: the file is then uploaded anew.';

/** MEDIA_PROCESSING is known from working clients alone (uncertain), as are its words where it comes without the code. */
const stillProcessing: FailureRow = {
  answer: 'MEDIA_PROCESSING',
  when: ({ status, body }) => {
    const { error_code, debug_message, display_message } = errorIn(body);
    const words = [error_code, debug_message, display_message].filter(Boolean).join(' ');
    return status < 500 && /MEDIA_PROCESSING|media .*(?:still|being) (?:being )?(?:process|transcod)/i.test(words);
  },
  kind: 'rate_limited',
  hint: PROCESSING,
  resetAt: (_refusal, now) => new Date(now.getTime() + 5 * SECOND),
};

/** https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement, as far as it names errors. */
const rows: readonly FailureRow[] = [
  oauth(/^invalid_grant$/, 'auth_revoked'),
  oauth(/^(?:invalid|unauthorized)_client$/, 'permission', { hint: CLIENT }),
  answered(401, 'auth_expired'),
  answered(403, 'permission', { hint: ALLOWED }),
  answered(429, 'rate_limited'),
  // What else a medium is posted by is not known of it: that it is being posted is the commit's own result.
  coded(/^MEDIA_POSTING_ALREADY_IN_PROGRESS$/, 'duplicate', { hint: POSTING, evidence: () => ({ id: null }) }),
  coded(/^MEDIA_EXPIRED$/, 'media_fetch_failed', { hint: EXPIRED }),
  stillProcessing,
  coded(/^MEDIA_/, 'media_rejected'),
  answered(413, 'media_rejected'),
  // https://developers.snap.com/marketing-api/Creator-Ads/Troubleshooting: of a profile that is not there, or not the login's.
  coded(/^E3003$/, 'permission', { hint: ALLOWED }),
  // Other numbers are errors of the login (uncertain which) where no status says what they are.
  {
    answer: '200 E…',
    when: ({ status, body }) => status < 300 && /^E\d+$/.test(errorIn(body).error_code ?? ''),
    kind: 'auth_expired',
  },
];

export const failures: FailureTable = {
  rows,
  refusesIn: (body) => errorIn(body).request_status?.toUpperCase() === 'ERROR',
  messageIn(body) {
    const { display_message, debug_message, error_code, error_description, error } = errorIn(body);
    return display_message || debug_message || error_code || error_description || error || null;
  },
  // No header is known to tell when a limit ends (uncertain).
  resetAt: () => null,
};
