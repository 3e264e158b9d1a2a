import type { JsonObject } from '../../domain/json.ts';
import type { MediaKind } from '../../domain/profile.ts';
import type { CallToMake, JournalEntry, MediumToPublish, Next } from '../platform.ts';
import { lastProcessed, liveUpload, lostFinalize, type Upload } from './uploads.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

// https://docs.x.com/x-api/media/append-media-upload has indexes 0–999; chunks of 4 MB are what X's own client sends
// (https://github.com/xdevplatform/xurl).
const CHUNK_BYTES = 4 * 1024 * 1024;
const CHUNK_TIMEOUT_MS = 2 * MINUTE;
const PROCESSING_PATIENCE_MS = 30 * MINUTE;
const DEFAULT_CHECK_SECONDS = 5;

// https://docs.x.com/x-api/media/quickstart/best-practices#media-categories
const categories: Readonly<Partial<Record<MediaKind, string>>> = {
  IMAGE: 'tweet_image',
  GIF: 'tweet_gif',
  VIDEO: 'tweet_video',
};

type Moment = { journal: readonly JournalEntry[]; now: Date };

/** What a medium still needs before it can be attached to a post, or the id that it is attached by. */
export function prepareMedium(
  medium: MediumToPublish,
  position: number,
  moment: Moment,
): { todo: Next } | { ready: string } {
  const upload = liveUpload(medium, position, moment);
  if (upload === null) return call('initialize_upload', initialize(medium, position));
  const missing = firstMissing(upload, medium);
  if (missing !== null) return call('append_upload', missing, { timeoutMs: CHUNK_TIMEOUT_MS });
  const unready = unprocessed(upload, medium, moment.now);
  if (unready !== null) return unready;
  const altText = descriptionOf(medium);
  if (altText !== '' && !isDone(upload, 'describe_media'))
    return call('describe_media', { upload: upload.id, altText });
  return { ready: upload.id };
}

function call(name: string, request: JsonObject, more: Partial<CallToMake> = {}): { todo: Next } {
  return { todo: { do: 'call', call: { name, kind: 'prepare', request, ...more } } };
}

function initialize({ key, kind, mimeType, bytes }: MediumToPublish, position: number): JsonObject {
  const body = { media_type: mimeType, total_bytes: bytes, media_category: categories[kind] ?? '' };
  return { medium: position, key, body };
}

/** The first chunk that X has not said it has. One whose answer was lost is sent again. */
function firstMissing({ id, calls }: Upload, { key, mimeType, bytes }: MediumToPublish): JsonObject | null {
  const sent = new Set(
    calls
      .filter(({ name, status }) => name === 'append_upload' && status === 'DONE')
      .map(({ request }) => request.segmentIndex),
  );
  const count = Math.ceil(bytes / CHUNK_BYTES);
  const segmentIndex = Array.from({ length: count }, (_, index) => index).find((index) => !sent.has(index));
  if (segmentIndex === undefined) return null;
  const first = segmentIndex * CHUNK_BYTES;
  const last = Math.min(first + CHUNK_BYTES, bytes) - 1;
  return { upload: id, segmentIndex, key, mimeType, first, last };
}

function unprocessed(upload: Upload, { filename }: MediumToPublish, now: Date): { todo: Next } | null {
  const last = lastProcessed(upload);
  if (last === null) return call('finalize_upload', { upload: upload.id }, { optional: lostFinalize(upload) });
  const info = last.processed.processing_info;
  if (info === undefined || info.state === 'succeeded') return null;
  if (info.state === 'failed') return { todo: failed(filename, info.error?.message) };
  const finalized = upload.calls.find(({ name, status }) => name === 'finalize_upload' && status === 'DONE');
  const waitedMs = now.getTime() - (finalized ?? last.entry).startedAt.getTime();
  if (waitedMs >= PROCESSING_PATIENCE_MS) return { todo: tooSlow(filename) };
  const pauseMs = Math.max(1, info.check_after_secs ?? DEFAULT_CHECK_SECONDS) * SECOND;
  const until = new Date(last.entry.startedAt.getTime() + pauseMs);
  if (until > now) return { todo: { do: 'wait', until } };
  return { todo: { do: 'call', call: { name: 'check_upload', kind: 'check', request: { upload: upload.id } } } };
}

/** https://docs.x.com/x-api/media/create-media-metadata: of images and GIFs. */
function descriptionOf({ kind, altText }: MediumToPublish): string {
  return kind === 'VIDEO' ? '' : (altText ?? '');
}

function isDone({ calls }: Upload, wanted: string): boolean {
  return calls.some(({ name, status }) => name === wanted && status === 'DONE');
}

function failed(filename: string, reason: string | undefined): Next {
  const message = `X could not process ${filename}${reason === undefined ? '' : `: ${reason.replace(/\.$/, '')}`}.`;
  return { do: 'fail', failure: { kind: 'media_rejected', message } };
}

function tooSlow(filename: string): Next {
  const message = `X has not finished processing ${filename} within ${PROCESSING_PATIENCE_MS / MINUTE} minutes.`;
  return { do: 'fail', failure: { kind: 'transient', message } };
}
