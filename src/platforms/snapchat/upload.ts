import type { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { HOUR } from '../media-rule.ts';
import type { JournalEntry, MediumToPublish } from '../platform.ts';
import { addedSchema, createdSchema, createSchema, ofMediaSchema, type partSchema } from './wire.ts';

// https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement#create-media: a medium is kept for 24 hours.
const KEPT_MS = 20 * HOUR;

// At most 35 parts of 32 MB: half of that holds what the channel takes, and is never too large with what a form adds.
const PART_BYTES = 16 * 1024 * 1024;

/** An upload that can be gone on with. */
export type Upload = {
  mediaId: string;
  parts: readonly JournalEntry[];
  finalized: JournalEntry | null;
  /** Tries to post it that were refused. */
  refused: readonly JournalEntry[];
};

/**
 * The upload of a medium that can be gone on with, or null where it has to be begun.
 * Whether a part can be sent twice is not said (uncertain), so an upload is given up where an answer is missing.
 */
export function liveUpload(
  { key }: Pick<MediumToPublish, 'key'>,
  { journal, now }: { journal: readonly JournalEntry[]; now: Date },
): Upload | null {
  const begun = journal.findLast(
    ({ name, status, request }) =>
      name === 'create_media' && status === 'DONE' && createSchema.safeParse(request).data?.file === key,
  );
  const mediaId = createdSchema.safeParse(begun?.result).data?.mediaId;
  if (begun === undefined || mediaId === undefined) return null;
  if (now.getTime() - begun.startedAt.getTime() >= KEPT_MS) return null;
  const calls = journal.filter(({ request }) => ofMediaSchema.safeParse(request).data?.mediaId === mediaId);
  const isSent = ({ name }: JournalEntry) => name === 'add_part' || name === 'finalize_media';
  const failed = calls.filter(({ status }) => status !== 'DONE');
  if (failed.some((entry) => isSent(entry) || entry.beforeRetry)) return null;
  return {
    mediaId,
    parts: calls.filter(({ name }) => name === 'add_part'),
    finalized: calls.find(({ name }) => name === 'finalize_media') ?? null,
    refused: failed.filter(({ kind }) => kind === 'commit'),
  };
}

/** The request of the part that is missing, or null where Snapchat has all of them. */
export function missingPart({ mediaId, parts }: Upload, { key, bytes }: MediumToPublish): JsonObject | null {
  const first = parts.length * PART_BYTES;
  if (first >= bytes) return null;
  const before = addedSchema.safeParse(parts.at(-1)?.result).data;
  const last = Math.min(first + PART_BYTES, bytes) - 1;
  const part: z.infer<typeof partSchema> = {
    mediaId,
    number: parts.length + 1,
    file: key,
    first,
    last,
    isLast: last === bytes - 1,
    chainedTo: before?.lastBlock ?? null,
  };
  return part;
}
