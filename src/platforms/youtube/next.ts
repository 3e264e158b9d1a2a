import type { JournalEntry, Next, SegmentToPublish } from '../platform.ts';
import { nextForComment } from './next-for-comment.ts';
import { nextForVideo } from './next-for-video.ts';

/** What is to be done next for a segment: the video of a root, or a comment on it. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  return segment.root === null
    ? nextForVideo(segment, { journal, now })
    : nextForComment(segment, segment.root, { journal, now });
}
