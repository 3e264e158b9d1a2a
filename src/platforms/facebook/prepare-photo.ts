import { HOUR } from '../media-rule.ts';
import type { JournalEntry, MediumToPublish, Next } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';
import { createdSchema, photoSchema } from './wire.ts';

// https://developers.facebook.com/docs/graph-api/reference/page/photos: a photo that no post shows is gone after a day.
export const UNUSED_LIFETIME_MS = 23 * HOUR;

type Moment = { journal: readonly JournalEntry[]; now: Date };

/** The upload that a photo still needs, or the id that a post or a story shows it by. */
export function preparePhoto(
  { key, mimeType, filename, altText, bytes }: MediumToPublish,
  medium: number,
  { journal, now }: Moment,
): { todo: Next } | { ready: string } {
  const kept = journal.findLast(({ name, status, request, startedAt, beforeRetry }) => {
    const photo = photoSchema.safeParse(request).data;
    const isThis = name === 'upload_photo' && status === 'DONE' && photo?.medium === medium && photo.key === key;
    return isThis && !beforeRetry && now.getTime() - startedAt.getTime() < UNUSED_LIFETIME_MS;
  });
  const id = createdSchema.safeParse(kept?.result).data?.id;
  if (id !== undefined) return { ready: id };
  const request = { medium, key, mimeType, filename, altText };
  const timeoutMs = uploadTimeoutMs(bytes);
  return { todo: { do: 'call', call: { name: 'upload_photo', kind: 'prepare', request, timeoutMs } } };
}
