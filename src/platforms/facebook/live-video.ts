import type { PostType } from '../../domain/statuses.ts';
import type { JournalEntry } from '../platform.ts';
import { UNUSED_LIFETIME_MS } from './prepare-photo.ts';
import { type VideoState, videoStateSchema } from './video-state.ts';
import { startedUploadSchema } from './wire.ts';

/** The calls that a video goes through: how it is begun and sent, and what makes it visible. */
export const flows = {
  POST: { start: 'start_video', send: 'send_chunk', publish: 'publish_video' },
  REEL: { start: 'start_upload', send: 'send_file', publish: 'publish_reel' },
  STORY: { start: 'start_upload', send: 'send_file', publish: 'publish_video_story' },
} as const satisfies Record<PostType, object>;

/** An upload of a segment's video, with all that was called for it after. */
export type LiveVideo = {
  flow: (typeof flows)[PostType];
  id: string;
  begun: JournalEntry;
  calls: readonly JournalEntry[];
  sent: JournalEntry | null;
  published: JournalEntry | null;
};

/** One look at a video, and what it showed. */
type Look = { entry: JournalEntry; video: VideoState };

/** The upload of a segment's video that can be gone on with, or null where it has to be begun. */
export function liveVideo(type: PostType, journal: readonly JournalEntry[], now: Date): LiveVideo | null {
  const flow = flows[type];
  const at = journal.findLastIndex(({ name, status }) => name === flow.start && status === 'DONE');
  const begun = journal[at];
  if (begun === undefined) return null;
  const calls = journal.slice(at + 1);
  const video: LiveVideo = {
    flow,
    id: startedUploadSchema.parse(begun.result).videoId,
    begun,
    calls,
    sent: calls.findLast(({ name }) => name === flow.send) ?? null,
    published: calls.findLast(({ name, status }) => name === flow.publish && status === 'DONE') ?? null,
  };
  return isOver(video, now) ? null : video;
}

/** The looks at a video that were made after a call. */
export function looksAfter({ calls }: LiveVideo, call: JournalEntry): Look[] {
  return calls.slice(calls.indexOf(call) + 1).flatMap((entry) => {
    const video = entry.name === 'check_video' ? videoStateSchema.safeParse(entry.result).data : undefined;
    return video === undefined ? [] : [{ entry, video }];
  });
}

/** What a person has retried may be begun afresh where it had failed for good; what is live, or may become so, never. */
function isOver(live: LiveVideo, now: Date): boolean {
  const { begun, calls, published } = live;
  const last = calls.at(-1) ?? begun;
  const failed = looksAfter(live, begun).at(-1)?.video.state === 'failed';
  if (published !== null) return failed && last.beforeRetry;
  if (now.getTime() - begun.startedAt.getTime() >= UNUSED_LIFETIME_MS) return true;
  return last.beforeRetry && (failed || last.status === 'REFUSED');
}
