import type { JournalEntry } from '../platform.ts';
import { failureFor } from './fail-reasons.ts';
import { begunSchema, chunkSchema, ofPublicationSchema, type Status, statusSchema } from './wire.ts';

const MOST_TRIES = 3;

/** A publication that TikTok works on, or has done: its commit, and what was seen of it since. */
export type Publication = { id: string; begun: JournalEntry; looks: readonly JournalEntry[]; status: Status | null };

/** The publication that counts, or null where one has to be begun. TikTok never goes on with one that failed. */
export function lastPublication(journal: readonly JournalEntry[]): Publication | null {
  const begun = journal.filter((entry, index) => publishIdOf(entry, journal.slice(index)) !== null);
  const last = begun.at(-1);
  const id = last && publishIdOf(last, journal.slice(journal.indexOf(last)));
  if (!id) return null;
  const looks = looksAt(id, journal);
  const status = statusIn(looks);
  const tries = begun.filter(({ beforeRetry }) => !beforeRetry).length;
  if (status?.status === 'FAILED' && (looks.at(-1)?.beforeRetry || (passes(status) && tries < MOST_TRIES))) return null;
  return { id, begun: last, looks, status };
}

/** What TikTok was seen to say of a publication. */
export function looksAt(publishId: string, journal: readonly JournalEntry[]): JournalEntry[] {
  return journal.filter(
    ({ name, status, request }) =>
      name === 'check_status' &&
      status === 'DONE' &&
      ofPublicationSchema.safeParse(request).data?.publishId === publishId,
  );
}

/** What was said last, or null where nothing was. */
export function statusIn(looks: readonly JournalEntry[]): Status | null {
  return statusSchema.safeParse(looks.at(-1)?.result).data ?? null;
}

/** What a commit began, or null. One that was refused began it all the same where TikTok says since that it has the whole video. */
function publishIdOf({ name, status, request, result }: JournalEntry, since: readonly JournalEntry[]): string | null {
  if (name !== 'upload_last_chunk' && name !== 'init_photos') return null;
  if (status === 'DONE') return begunSchema.safeParse(result).data?.publishId ?? null;
  const chunk = chunkSchema.safeParse(request).data;
  const seen = chunk && statusIn(looksAt(chunk.publishId, since));
  return seen && hasAll(seen, chunk.total) ? chunk.publishId : null;
}

/** Whether TikTok has all bytes of a video; where it does not say how many, it is not sent again. */
function hasAll({ status, uploaded_bytes }: Status, total: number): boolean {
  return status !== 'PROCESSING_UPLOAD' || (uploaded_bytes ?? total) >= total;
}

function passes({ fail_reason }: Status): boolean {
  return failureFor(fail_reason).passes === true;
}
