import type { JsonObject } from '../../domain/json.ts';
import { MINUTE } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { CallToMake, JournalEntry, MediumToPublish, Next } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';
import { createSchema, mediaStatusSchema, registeredSchema } from './wire.ts';

const PATIENCE_MS = 30 * MINUTE;
const MOST_REFUSALS = 2;

type Moment = { journal: readonly JournalEntry[]; now: Date };

/** A video that Pinterest was told of, with all that was called for it. */
type Media = { id: string; calls: readonly JournalEntry[] };

/** What a video still needs before there can be a pin of it, or the id that it has there. */
export function prepareVideo(video: MediumToPublish, moment: Moment): { todo: Next } | { ready: string } {
  const media = liveMedia(moment.journal);
  if (media === null) return call({ name: 'register_media', kind: 'prepare', request: {} });
  const { id: mediaId, calls } = media;
  const uploaded = calls.find(({ name, status }) => name === 'upload_media' && status === 'DONE');
  if (uploaded === undefined) {
    const { key, filename, mimeType, bytes } = video;
    const request = { mediaId, key, filename, mimeType };
    return call({ name: 'upload_media', kind: 'prepare', request, timeoutMs: uploadTimeoutMs(bytes) });
  }
  const looks = looksAt(media);
  const status = statusIn(media);
  if (status === 'succeeded') return { ready: mediaId };
  if (status === 'failed') return { todo: unusable(video.filename) };
  const check = call({ name: 'check_media', kind: 'check', request: { mediaId } });
  const recent = looks.filter(({ beforeRetry }) => !beforeRetry);
  const since = uploaded.beforeRetry ? recent[0]?.startedAt : uploaded.startedAt;
  if (since === undefined) return check;
  const until = nextLook({ since, looks: recent, withinMs: PATIENCE_MS });
  if (until === null) return { todo: tooSlow(video.filename) };
  return until > moment.now ? { todo: { do: 'wait', until } } : check;
}

function call(made: CallToMake): { todo: Next } {
  return { todo: { do: 'call', call: made } };
}

/** The one that was begun last. It is begun afresh where its upload is refused, or where a person retries after it or its pin failed. */
function liveMedia(journal: readonly JournalEntry[]): Media | null {
  const registered = journal.findLast(({ name, status }) => name === 'register_media' && status === 'DONE');
  const id = registeredSchema.safeParse(registered?.result).data?.mediaId;
  if (id === undefined) return null;
  const calls = journal.filter(({ request }) => mediaIdIn(request) === id);
  const media = { id, calls };
  if (calls.some(({ name, status, beforeRetry }) => name !== 'upload_media' && status === 'REFUSED' && beforeRetry))
    return null;
  const refused = calls.filter(({ name, status }) => name === 'upload_media' && status === 'REFUSED');
  if (refused.length >= MOST_REFUSALS || refused.some(({ beforeRetry }) => beforeRetry)) return null;
  return statusIn(media) === 'failed' && looksAt(media).at(-1)?.beforeRetry === true ? null : media;
}

/** The video that a call names; a pin names it in its source. */
function mediaIdIn(request: JsonObject): string | undefined {
  const source = createSchema.safeParse(request).data?.pin.media_source;
  return registeredSchema.safeParse(source === undefined ? request : { mediaId: source.media_id }).data?.mediaId;
}

function looksAt({ calls }: Media): JournalEntry[] {
  return calls.filter(({ name, status }) => name === 'check_media' && status === 'DONE');
}

function statusIn(media: Media): string | null {
  return mediaStatusSchema.safeParse(looksAt(media).at(-1)?.result).data?.status ?? null;
}

function unusable(filename: string): Next {
  const message = `Pinterest could not process ${filename}.`;
  const hint = 'Save it anew as MP4 with H.264, 4 seconds to 15 minutes long, and send it as a new post.';
  return { do: 'fail', failure: { kind: 'media_rejected', message, hint } };
}

function tooSlow(filename: string): Next {
  const message = `Pinterest has not finished processing ${filename} within ${PATIENCE_MS / MINUTE} minutes.`;
  const hint = 'Call retryFailedPlatforms: Pinterest is then asked again, and nothing is published twice.';
  return { do: 'fail', failure: { kind: 'transient', message, hint } };
}
