import { z } from 'zod';
import type { FailureKind } from '../domain/delivery-error.ts';
import { HOUR, MINUTE, SECOND } from './media-rule.ts';
import { nextLook } from './next-look.ts';
import type { JournalEntry, Next } from './platform.ts';

// A container expires after 24 hours: https://developers.facebook.com/docs/threads/troubleshooting, and alike on Instagram.
const KEPT_MS = 20 * HOUR;
const READY_WITHIN_MS = 30 * MINUTE;
const CREATE_TIMEOUT_MS = MINUTE;
const MOST_TRIES = 3;
const TRY_AGAIN_MS = 30 * SECOND;
// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes, 2207008: the same container for 30 s to 2 min, then another.
const REPLACED_AFTER_MS = MINUTE;

/** What is recorded, and the time that it is now. */
export type Moment = { journal: readonly JournalEntry[]; now: Date };

/** What has come about, or what is to be done before it does. */
export type Prepared<Value> = { ready: Value } | { todo: Next };

/** The fields of a container. */
export type ContainerForm = Record<string, string>;

/** Why a container came to nothing; where it is not for good, another may do. */
export type ContainerFailure = { kind: FailureKind; message: string; isForGood: boolean };

/** A container of a segment: its place in it, the fields that it is made with once all are known, and what its errors mean. */
type Slot = {
  name: string;
  form(): Prepared<ContainerForm>;
  failureOf(error: string | null): ContainerFailure;
};

export const containerStates = ['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'ERROR', 'EXPIRED'] as const;

const madeSchema = z.object({ id: z.string() });
const checkedSchema = z.object({ state: z.enum(containerStates), error: z.string().nullable() });

/**
 * A container that can be published or put into a carousel, as Instagram and Threads have them: made by `create_container`, looked at by
 * `check_container` until the network is done with it, made again where that failed, or where `publish` was refused for a minute.
 */
export function prepareContainer(slot: Slot, { journal, now }: Moment): Prepared<string> {
  const made = journal.filter(
    ({ name, status, request, beforeRetry }) =>
      name === 'create_container' && status === 'DONE' && request.slot === slot.name && !beforeRetry,
  );
  const last = made.at(-1);
  if (last === undefined || now.getTime() - last.startedAt.getTime() > KEPT_MS) return create(slot);
  const { id } = madeSchema.parse(last.result);
  const looks = journal.filter(
    ({ name, status, request }) => name === 'check_container' && status === 'DONE' && request.id === id,
  );
  const look = looks.at(-1);
  const { state, error } = look === undefined ? unseen : checkedSchema.parse(look.result);
  if (state === 'PUBLISHED') return { ready: id };
  if (state === 'FINISHED') {
    const trust = trustIn(id, look, { journal, now });
    if (trust === 'good') return { ready: id };
    return trust === 'spent' ? create(slot) : { todo: check(id) };
  }
  if (state === 'EXPIRED') return create(slot);
  if (state === 'IN_PROGRESS') return { todo: lookAgain(id, { since: last.startedAt, looks, now }) };
  const { isForGood, ...failure } = slot.failureOf(error);
  if (isForGood || made.length >= MOST_TRIES) return { todo: { do: 'fail', failure } };
  const at = new Date((look ?? last).startedAt.getTime() + TRY_AGAIN_MS);
  return at > now ? { todo: { do: 'wait', until: at } } : create(slot);
}

/** All of several containers; where one is waited for, the others go on. */
export function prepareContainers(slots: readonly Slot[], moment: Moment): Prepared<string[]> {
  const items = slots.map((slot) => prepareContainer(slot, moment));
  const todos = items.flatMap((item) => ('todo' in item ? [item.todo] : []));
  const todo = todos.find((one) => one.do !== 'wait') ?? todos[0];
  return todo === undefined ? { ready: items.flatMap((item) => ('ready' in item ? [item.ready] : [])) } : { todo };
}

/** One that was refused again and again is looked at once more, for it may be published all the same; if it is not, another takes its place. */
function trustIn(id: string, look: JournalEntry | undefined, { journal, now }: Moment): 'good' | 'doubtful' | 'spent' {
  const refused = journal.filter(
    ({ name, status, request }) => name === 'publish' && status === 'REFUSED' && request.containerId === id,
  );
  const [first] = refused;
  const last = refused.at(-1);
  if (first === undefined || last === undefined || refused.length < 2) return 'good';
  if (now.getTime() - first.startedAt.getTime() < REPLACED_AFTER_MS) return 'good';
  return look !== undefined && journal.indexOf(look) > journal.indexOf(last) ? 'spent' : 'doubtful';
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
  return check(id);
}

function check(id: string): Next {
  return { do: 'call', call: { name: 'check_container', kind: 'check', request: { id } } };
}

const neverReady: Next = {
  do: 'fail',
  failure: {
    kind: 'media_rejected',
    message: 'The network has not finished processing the media within half an hour.',
    hint: 'Call retryFailedPlatforms to have them fetched again, or give smaller ones.',
  },
};
