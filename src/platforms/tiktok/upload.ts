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
  /** Whether the answer to a chunk was lost: TikTok has to be asked. */
  isUnsure: boolean;
};

/** The upload that was begun last, or null where there is none that can be gone on with. */
export function liveUpload(journal: readonly JournalEntry[], now: Date): Upload | null {
  const begun = journal.findLast(({ name, status }) => name === 'init_video' && status === 'DONE');
  const publishId = begunSchema.safeParse(begun?.result).data?.publishId;
  if (begun === undefined || publishId === undefined) return null;
  if (now.getTime() - begun.startedAt.getTime() >= LIFETIME_MS) return null;
  const looks = looksAt(publishId, journal);
  if (statusIn(looks)?.status === 'FAILED') return null;
  const known = journal.filter((entry) => isChunkOf(publishId, entry) || looks.includes(entry));
  const refused = known.filter(({ status }) => status === 'REFUSED');
  if (refused.length >= MOST_REFUSALS || refused.some(({ beforeRetry }) => beforeRetry)) return null;
  const isUnsure = known.at(-1)?.status === 'UNKNOWN';
  return { publishId, isUnsure, arrived: known.reduce(arrivedBy, 0) };
}

/**
 * The upload whose last chunk was refused, or null: TikTok may have it all the same, so it is asked before another upload is
 * begun. Where it would not say, a person's retry goes on without.
 */
export function doubtfulUpload(journal: readonly JournalEntry[]): string | null {
  const index = journal.findLastIndex(({ name }) => name === 'upload_last_chunk');
  const sent = journal[index];
  if (sent === undefined || sent.status === 'DONE') return null;
  const { publishId } = chunkSchema.parse(sent.request);
  const asked = journal
    .slice(index)
    .filter(({ name, request }) => name === 'check_status' && request.publishId === publishId);
  return asked.some(({ status, beforeRetry }) => status === 'DONE' || beforeRetry) ? null : publishId;
}

function isChunkOf(publishId: string, { name, request }: JournalEntry): boolean {
  return (name === 'upload_chunk' || name === 'upload_last_chunk') && request.publishId === publishId;
}

/** TikTok's word is worth more than what was sent before. */
function arrivedBy(before: number, { status, request, result }: JournalEntry): number {
  if (status !== 'DONE') return before;
  const chunk = chunkSchema.safeParse(request).data;
  return chunk === undefined ? (statusSchema.parse(result).uploaded_bytes ?? before) : chunk.last + 1;
}
