import { MINUTE } from '../media-rule.ts';
import type { JournalEntry } from '../platform.ts';
import { looksAt, statusIn } from './publication.ts';
import { begunSchema, chunkSchema, statusSchema } from './wire.ts';

// https://developers.tiktok.com/doc/content-posting-api-reference-direct-post: an address to upload to is valid for an hour.
const LIFETIME_MS = 55 * MINUTE;
const MOST_REFUSALS = 2;

/** An upload that can be gone on with. */
export type Upload = {
  publishId: string;
  /** How many bytes TikTok has. */
  arrived: number;
  /** Whether the answer to the last chunk was lost: TikTok has to be asked. */
  isUnsure: boolean;
};

/** The upload that was begun last, or null where there is none that can be gone on with. */
export function liveUpload(journal: readonly JournalEntry[], now: Date): Upload | null {
  const begun = journal.findLast(({ name, status }) => name === 'init_video' && status === 'DONE');
  const publishId = begunSchema.safeParse(begun?.result).data?.publishId;
  if (begun === undefined || publishId === undefined) return null;
  if (now.getTime() - begun.startedAt.getTime() >= LIFETIME_MS) return null;
  if (statusIn(looksAt(publishId, journal))?.status === 'FAILED') return null;
  const chunks = journal.filter(({ request }) => chunkSchema.safeParse(request).data?.publishId === publishId);
  const refused = chunks.filter(({ status }) => status === 'REFUSED');
  if (refused.length >= MOST_REFUSALS || refused.some(({ beforeRetry }) => beforeRetry)) return null;
  const known = [...chunks, ...looksAt(publishId, journal)].sort((a, b) => journal.indexOf(a) - journal.indexOf(b));
  const isUnsure = known.at(-1)?.status === 'UNKNOWN';
  return { publishId, isUnsure, arrived: known.reduce(arrivedBy, 0) };
}

/** TikTok's word is worth more than what was sent before. */
function arrivedBy(before: number, { status, request, result }: JournalEntry): number {
  if (status !== 'DONE') return before;
  const chunk = chunkSchema.safeParse(request).data;
  return chunk === undefined ? (statusSchema.parse(result).uploaded_bytes ?? before) : chunk.last + 1;
}
