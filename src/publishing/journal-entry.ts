import type { JournalEntry } from '../platforms/platform.ts';
import type { Step } from './work.ts';

/** A step as a room sees it. One that is still being sent, by a worker that is gone, may have happened. */
export function toEntry(step: Step): JournalEntry {
  const { name, kind, request, result, secret, startedAt, beforeRetry } = step;
  return {
    name,
    kind,
    status: step.status === 'SENDING' ? 'UNKNOWN' : step.status,
    request,
    result,
    secret,
    startedAt,
    beforeRetry,
  };
}
