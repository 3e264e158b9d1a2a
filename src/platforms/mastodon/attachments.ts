import { z } from 'zod';
import { HOUR, MINUTE } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { JournalEntry, MediumToPublish, Next } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';

// https://github.com/mastodon/mastodon/blob/main/app/lib/vacuum/media_attachments_vacuum.rb: what no status shows is deleted after a day.
const KEPT_MS = 20 * HOUR;
const PROCESSED_WITHIN_MS = 30 * MINUTE;

const uploadedSchema = z.object({ id: z.string(), ready: z.boolean() });
const readySchema = z.object({ ready: z.boolean() });

type Upload = z.infer<typeof uploadedSchema> & { startedAt: Date };

/** The attachments that show a segment's media, in their order; or what is to be done before there are any: upload each, wait until each is ready. */
export function attachmentsOf(
  media: readonly MediumToPublish[],
  journal: readonly JournalEntry[],
  now: Date,
): { ids: string[] } | { next: Next } {
  const uploads: Upload[] = [];
  for (const [index, medium] of media.entries()) {
    const upload = uploadOf(index, journal, now);
    if (upload === null) return { next: uploadCall(medium, index) };
    uploads.push(upload);
  }
  for (const upload of uploads) {
    const step = untilReady(upload, journal, now);
    if (step !== null) return { next: step };
  }
  return { ids: uploads.map(({ id }) => id) };
}

/** The medium's upload, where the server still has it. After a person's retry each is made again, for it may be what failed. */
function uploadOf(index: number, journal: readonly JournalEntry[], now: Date): Upload | null {
  const entry = journal.findLast(({ name, request }) => name === 'upload_media' && request.index === index);
  if (entry?.status !== 'DONE' || entry.beforeRetry) return null;
  if (now.getTime() - entry.startedAt.getTime() > KEPT_MS) return null;
  return { ...uploadedSchema.parse(entry.result), startedAt: entry.startedAt };
}

function uploadCall({ key, filename, mimeType, altText, bytes }: MediumToPublish, index: number): Next {
  const description = altText === null || altText === '' ? {} : { description: altText };
  const request = { index, key, filename, mimeType, ...description };
  return { do: 'call', call: { name: 'upload_media', kind: 'prepare', request, timeoutMs: uploadTimeoutMs(bytes) } };
}

function untilReady({ id, ready, startedAt }: Upload, journal: readonly JournalEntry[], now: Date): Next | null {
  const looks = journal.filter(
    ({ name, status, request }) => name === 'check_media' && status === 'DONE' && request.id === id,
  );
  if (ready || looks.some(({ result }) => readySchema.parse(result).ready)) return null;
  const at = nextLook({ since: startedAt, looks, withinMs: PROCESSED_WITHIN_MS });
  if (at === null) return neverReady;
  return at > now
    ? { do: 'wait', until: at }
    : { do: 'call', call: { name: 'check_media', kind: 'check', request: { id } } };
}

const neverReady: Next = {
  do: 'fail',
  failure: {
    kind: 'media_rejected',
    message: 'The server has not finished processing the media within half an hour.',
    hint: 'Call retryFailedPlatforms to upload them again, or give smaller ones.',
  },
};
