import { HOUR, SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, MediumToPublish, Next, SegmentToPublish } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';
import { insertOf } from './insert.ts';
import { stateSchema } from './wire.ts';

// https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol: chunks are multiples of 256 KiB, but for the last.
const UNIT = 256 * 1024;
const SMALLEST_CHUNK = 32 * UNIT;
/** Each chunk is an entry of the journal, so a large file goes in larger ones. */
const MOST_CHUNKS = 100;
const LAST_CHUNK_TIMEOUT_MS = 20 * SECOND;
/** A session lives for a week (https://developers.google.com/streetview/publish/resumable-uploads). */
const SESSION_LIFETIME_MS = 6 * 24 * HOUR;
const MOST_SESSIONS = 3;

/** What is recorded, and the time at which it is read. */
export type Moment = { journal: readonly JournalEntry[]; now: Date };

/** A session, with all that was called for it. */
type Upload = { calls: readonly JournalEntry[] };

/** The calls whose results are a `SessionState`. */
export const ofSession: readonly string[] = ['send_chunk', 'send_last_chunk', 'probe_session'];

/** The next call that brings a video up: a session, its chunks, and the last of them, which makes it a video. */
export function uploadStep(segment: SegmentToPublish, medium: MediumToPublish, moment: Moment): Next {
  const upload = liveUpload(moment);
  if (upload === null) return begin(segment, medium, moment);
  const received = receivedBytes(upload);
  if (received === null) return call({ name: 'probe_session', kind: 'check', request: { total: medium.bytes } });
  return nextChunk(segment, medium, { received, moment });
}

function begin(segment: SegmentToPublish, medium: MediumToPublish, { journal }: Moment): Next {
  const tried = journal.filter((entry) => isBeginning(entry) && !entry.beforeRetry);
  if (tried.length >= MOST_SESSIONS) return forgetful;
  return call({ name: 'begin_upload', kind: 'prepare', request: insertOf(segment, medium) });
}

function nextChunk(
  segment: SegmentToPublish,
  { key, mimeType, bytes: total }: MediumToPublish,
  { received: first, moment }: { received: number; moment: Moment },
): Next {
  const lastStart = Math.floor((total - 1) / UNIT) * UNIT;
  if (first < lastStart) {
    const size = Math.max(SMALLEST_CHUNK, Math.ceil(total / MOST_CHUNKS / UNIT) * UNIT);
    // A server may keep a part of a chunk: what follows ends on a whole unit again.
    const end = Math.min(Math.floor((first + size) / UNIT) * UNIT, lastStart);
    const request = { key, mimeType, first, last: end - 1, total };
    return call({ name: 'send_chunk', kind: 'prepare', request, timeoutMs: uploadTimeoutMs(end - first) });
  }
  const { title, description } = insertOf(segment, { mimeType, bytes: total }).video.snippet;
  const plannedAt = firstPlannedAt(moment);
  const request = { key, mimeType, first, last: total - 1, total, plannedAt, title, description };
  return call({ name: 'send_last_chunk', kind: 'commit', request, timeoutMs: LAST_CHUNK_TIMEOUT_MS });
}

/** The session that can be gone on with, or null where one has to be begun. */
function liveUpload({ journal, now }: Moment): Upload | null {
  const index = journal.findLastIndex(isBeginning);
  const begun = journal[index];
  if (begun === undefined) return null;
  const calls = journal.slice(index + 1).filter(({ name }) => ofSession.includes(name));
  const last = calls.at(-1);
  const failedForGood = last?.beforeRetry === true && last.status !== 'DONE';
  const isOver = now.getTime() - begun.startedAt.getTime() > SESSION_LIFETIME_MS;
  return isOver || failedForGood || calls.some(hasEnded) ? null : { calls };
}

/** Whether a call found the session gone, or made a video of it. */
function hasEnded({ status, result }: JournalEntry): boolean {
  const state = status === 'DONE' ? stateSchema.parse(result) : {};
  return state.gone === true || state.id !== undefined;
}

/** How many bytes YouTube has; null where it has to be asked, for a chunk's answer was lost or bad. */
function receivedBytes({ calls }: Upload): number | null {
  const last = calls.at(-1);
  const isSettled = last === undefined || last.status === 'DONE' || last.name === 'send_last_chunk';
  if (!isSettled) return null;
  const known = calls.findLast(({ status }) => status === 'DONE');
  return known === undefined ? 0 : (stateSchema.parse(known.result).received ?? 0);
}

/** When the last chunk was planned first: a look for the video starts there. */
function firstPlannedAt({ journal, now }: Moment): string {
  const first = journal.find(({ name }) => name === 'send_last_chunk');
  return typeof first?.request.plannedAt === 'string' ? first.request.plannedAt : now.toISOString();
}

function isBeginning({ name, status }: JournalEntry): boolean {
  return name === 'begin_upload' && status === 'DONE';
}

function call(call: CallToMake): Next {
  return { do: 'call', call };
}

const forgetful: Next = {
  do: 'fail',
  failure: {
    kind: 'transient',
    message: `YouTube has forgotten ${MOST_SESSIONS} uploads of this video before they were whole.`,
    hint: 'Call retryFailedPlatforms: the video is then sent again.',
  },
};
