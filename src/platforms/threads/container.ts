import { HOUR, MINUTE, SECOND } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { JournalEntry, Next } from '../platform.ts';
import type { Form } from './container-form.ts';
import { checkedSchema, createdSchema } from './wire.ts';

// A container expires after 24 hours: https://developers.facebook.com/docs/threads/troubleshooting
const KEPT_MS = 20 * HOUR;
const READY_WITHIN_MS = 30 * MINUTE;
const CREATE_TIMEOUT_MS = MINUTE;
const MOST_TRIES = 3;
const TRY_AGAIN_MS = 30 * SECOND;

/** What is recorded, and the time that it is now. */
export type Moment = { journal: readonly JournalEntry[]; now: Date };

/** What has come about, or what is to be done before it does. */
export type Prepared<Value> = { ready: Value } | { todo: Next };

/** A container of a segment: its place in it, and the fields that it is made with, once they are all known. */
type Slot = { name: string; form(): Prepared<Form> };

/** A container that can be published or put into a carousel: made, looked at until Threads is done with it, made again where that failed. */
export function prepareContainer(slot: Slot, { journal, now }: Moment): Prepared<string> {
  const made = journal.filter(
    ({ name, status, request, beforeRetry }) =>
      name === 'create_container' && status === 'DONE' && request.slot === slot.name && !beforeRetry,
  );
  const last = made.at(-1);
  if (last === undefined || now.getTime() - last.startedAt.getTime() > KEPT_MS) return create(slot);
  const { id } = createdSchema.parse(last.result);
  const looks = journal.filter(
    ({ name, status, request }) => name === 'check_container' && status === 'DONE' && request.id === id,
  );
  const look = looks.at(-1);
  const { state, error } = look === undefined ? unseen : checkedSchema.parse(look.result);
  if (state === 'FINISHED' || state === 'PUBLISHED') return { ready: id };
  if (state === 'EXPIRED') return create(slot);
  if (state === 'IN_PROGRESS') return { todo: lookAgain(id, { since: last.startedAt, looks, now }) };
  const failure = failed(error);
  if (failure.isForGood || made.length >= MOST_TRIES) return { todo: failure.next };
  const at = new Date((look ?? last).startedAt.getTime() + TRY_AGAIN_MS);
  return at > now ? { todo: { do: 'wait', until: at } } : create(slot);
}

const unseen = { state: 'IN_PROGRESS', error: null } as const;

function create({ name, form }: Slot): Prepared<never> {
  const filled = form();
  if ('todo' in filled) return filled;
  const request = { slot: name, form: filled.ready };
  const call = { name: 'create_container', kind: 'prepare', request, timeoutMs: CREATE_TIMEOUT_MS } as const;
  return { todo: { do: 'call', call } };
}

type Looking = { since: Date; looks: readonly JournalEntry[]; now: Date };

/** Texts and images are ready at once, so the first look is at once; after it the pauses grow. */
function lookAgain(id: string, { since, looks, now }: Looking): Next {
  const at = looks.length === 0 ? since : nextLook({ since, looks, withinMs: READY_WITHIN_MS });
  if (at === null) return neverReady;
  if (at > now) return { do: 'wait', until: at };
  return { do: 'call', call: { name: 'check_container', kind: 'check', request: { id } } };
}

/** https://developers.facebook.com/docs/threads/troubleshooting names the errors; one that is spelt INVALID_… is of the file. */
function failed(error: string | null): { isForGood: boolean; next: Next } {
  const words = error === null ? '' : `: ${error}`;
  if (error?.startsWith('FAILED_DOWNLOADING'))
    return { isForGood: false, next: failure('media_fetch_failed', `Threads could not fetch a medium${words}.`) };
  const next = failure('media_rejected', `Threads could not process a medium${words}.`);
  return { isForGood: error?.startsWith('INVALID_') === true, next };
}

function failure(kind: 'media_fetch_failed' | 'media_rejected', message: string): Next {
  return { do: 'fail', failure: { kind, message } };
}

const neverReady: Next = {
  do: 'fail',
  failure: {
    kind: 'media_rejected',
    message: 'Threads has not finished processing the media within half an hour.',
    hint: 'Call retryFailedPlatforms to have them fetched again, or give smaller ones.',
  },
};
