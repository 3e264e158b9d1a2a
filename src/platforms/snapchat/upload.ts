import type { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { HOUR } from '../media-rule.ts';
import type { JournalEntry, MediumToPublish } from '../platform.ts';
import { addedSchema, createdSchema, createSchema, ofMediaSchema, type partSchema } from './wire.ts';

// https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement#create-media: a medium is kept for 24 hours.
const KEPT_MS = 20 * HOUR;

// …#multipart-upload: at most 35 parts of 32 MB. They are as small as that allows, for each is held while it is encrypted.
const MOST_PARTS = 35;
const SMALLEST_PART_BYTES = 5 * 1024 * 1024;
const BLOCK_BYTES = 16;

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
  const size = partBytes(bytes);
  const first = parts.length * size;
  if (first >= bytes) return null;
  const before = addedSchema.safeParse(parts.at(-1)?.result).data;
  const last = Math.min(first + size, bytes) - 1;
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

/** Whole blocks, so that only the last part is padded. */
function partBytes(bytes: number): number {
  return Math.max(SMALLEST_PART_BYTES, Math.ceil(bytes / MOST_PARTS / BLOCK_BYTES) * BLOCK_BYTES);
}
