import type { JournalEntry, Next } from '../platform.ts';
import { type File, statusSchema } from './upload-wire.ts';
import { entriesFor, type Moment } from './uploads.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const PATIENCE_MS = 30 * 60_000;
/** How long a file is given that the login may not ask about. */
const GRACE_MS = { images: 5_000, documents: 15_000, videos: 60_000 };

/** What to do until LinkedIn is through with a file that is up, or null where it is. */
export function processingStep({ kind }: File, urn: string, moment: Moment): Next | null {
  const checks = entriesFor('check_upload', urn, moment).filter(({ status }) => status === 'DONE');
  const [first, last] = [checks[0], checks.at(-1)];
  const check: Next = { do: 'call', call: { name: 'check_upload', kind: 'check', request: { urn, kind } } };
  if (first === undefined || last === undefined) return check;
  const { status } = statusSchema.parse(last.result);
  if (status === 'AVAILABLE') return null;
  if (status === 'PROCESSING_FAILED') return unusable;
  if (status === 'UNREADABLE') return waitUnlessOver(after(first, GRACE_MS[kind]), moment, null);
  if (last.startedAt.getTime() - first.startedAt.getTime() >= PATIENCE_MS) return endless;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (checks.length - 1));
  return waitUnlessOver(after(last, pauseMs), moment, check);
}

function after({ startedAt }: JournalEntry, ms: number): Date {
  return new Date(startedAt.getTime() + ms);
}

function waitUnlessOver(until: Date, { now }: Moment, then: Next | null): Next | null {
  return until > now ? { do: 'wait', until } : then;
}

const unusable: Next = {
  do: 'fail',
  failure: {
    kind: 'media_rejected',
    message: 'LinkedIn could not process a file of this post.',
    hint: 'Save the file anew in a format that LinkedIn takes, and send it as a new post.',
  },
};

const endless: Next = {
  do: 'fail',
  failure: {
    kind: 'transient',
    message: 'LinkedIn was still processing a file of this post after half an hour.',
    hint: 'Call retryFailedPlatforms: the file is then sent again.',
  },
};
