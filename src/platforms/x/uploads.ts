import type { z } from 'zod';
import type { JournalEntry, MediumToPublish } from '../platform.ts';
import { createSchema, initializeSchema, ofUploadSchema, processedSchema, uploadSchema } from './wire.ts';

// https://docs.x.com/x-api/media/quickstart/media-upload-chunked: a file that is attached to nothing is gone after a day.
const LIFETIME_SECONDS = 86_400;
const MARGIN_MS = 60_000;

/** An upload of one of a segment's media, with all that was called for it. */
export type Upload = { id: string; begun: JournalEntry; calls: readonly JournalEntry[] };

/** The upload of a medium that can be gone on with, or null where it has to be begun. */
export function liveUpload(
  medium: Pick<MediumToPublish, 'key'>,
  position: number,
  { journal, now }: { journal: readonly JournalEntry[]; now: Date },
): Upload | null {
  const begun = journal.findLast((entry) => isBeginning(entry) && isOf(entry, medium.key, position));
  const id = uploadSchema.safeParse(begun?.result).data?.id;
  if (begun === undefined || id === undefined) return null;
  const calls = journal.filter(({ request }) => ofUploadSchema.safeParse(request).data?.upload === id);
  const upload = { id, begun, calls };
  return isOver(upload, now) || wasRefusedWith(id, journal) ? null : upload;
}

/** What X said of the upload last, once all of it was there. */
export function lastProcessed({
  calls,
}: Upload): { entry: JournalEntry; processed: z.infer<typeof processedSchema> } | null {
  const entry = calls.findLast(
    ({ name, status }) => (name === 'finalize_upload' || name === 'check_upload') && status === 'DONE',
  );
  return entry === undefined ? null : { entry, processed: processedSchema.parse(entry.result) };
}

/** Whether the answer to a finalize was lost: the next may be refused because the first was heard. */
export function lostFinalize({ calls }: Upload): boolean {
  return calls.some(({ name, status }) => name === 'finalize_upload' && status === 'UNKNOWN');
}

function isBeginning({ name, status }: JournalEntry): boolean {
  return name === 'initialize_upload' && status === 'DONE';
}

function isOf({ request }: JournalEntry, key: string, position: number): boolean {
  const begun = initializeSchema.safeParse(request).data;
  return begun?.key === key && begun.medium === position;
}

function isOver(upload: Upload, now: Date): boolean {
  if (now.getTime() >= endOf(upload) - MARGIN_MS) return true;
  const last = upload.calls.at(-1);
  if (last === undefined) return false;
  const failed = lastProcessed(upload)?.processed.processing_info?.state === 'failed';
  if (last.beforeRetry) return failed || last.status === 'REFUSED';
  return last.name === 'finalize_upload' && last.status === 'REFUSED' && lostFinalize(upload);
}

/** A post with it was refused for good, maybe because of it: what a person retries gets a new one. */
function wasRefusedWith(id: string, journal: readonly JournalEntry[]): boolean {
  return journal.some(
    ({ request, status, beforeRetry }) =>
      status === 'REFUSED' &&
      beforeRetry &&
      createSchema.safeParse(request).data?.post.media?.media_ids.includes(id) === true,
  );
}

function endOf({ begun, calls }: Upload): number {
  const entry = calls.findLast(({ name, status }) => name === 'finalize_upload' && status === 'DONE') ?? begun;
  const seconds = uploadSchema.safeParse(entry.result).data?.expires_after_secs ?? LIFETIME_SECONDS;
  return entry.startedAt.getTime() + seconds * 1000;
}
