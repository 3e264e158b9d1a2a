import { MINUTE } from '../media-rule.ts';
import type { JournalEntry, Next } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';
import { type Blob, uploadedSchema } from './wire.ts';

// https://docs.bsky.app/docs/api/com-atproto-repo-upload-blob: what no record refers to is deleted after some minutes.
const KEPT_MS = 30 * MINUTE;

type FileToUpload = { key: string; mimeType: string; bytes: number };

/** The blob that an upload gave, where the server still has it. After a person's retry each is made again, for it may be what failed. */
export function blobOf(file: string, journal: readonly JournalEntry[], now: Date): Blob | null {
  const entry = journal.findLast(({ name, request }) => name === 'upload_blob' && request.file === file);
  if (entry?.status !== 'DONE' || !isKept(entry, now)) return null;
  return uploadedSchema.parse(entry.result).blob;
}

/** Whether what an entry says to be at the server is still there. */
export function isKept({ beforeRetry, startedAt }: JournalEntry, now: Date): boolean {
  return !beforeRetry && now.getTime() - startedAt.getTime() <= KEPT_MS;
}

/** The upload of a file under a name of its own in the journal. */
export function uploadBlob(file: string, { key, mimeType, bytes }: FileToUpload, optional = false): Next {
  const request = { file, key, mimeType };
  return {
    do: 'call',
    call: { name: 'upload_blob', kind: 'prepare', request, timeoutMs: uploadTimeoutMs(bytes), optional },
  };
}
