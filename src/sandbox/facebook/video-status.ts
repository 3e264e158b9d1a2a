import type { World } from '../network.ts';
import type { Video } from './objects.ts';

type Clock = Pick<World, 'now' | 'processingMs'>;

/** Whether people can see a video: Facebook has worked on it, and nothing was wrong with it. */
export function isPublished({ finishedAt, problem }: Video, { now, processingMs }: Clock): boolean {
  return finishedAt !== null && problem === null && now().getTime() >= Date.parse(finishedAt) + processingMs;
}

/** https://developers.facebook.com/docs/graph-api/reference/video-status */
export function statusOf(video: Video, clock: Clock): object {
  const { finishedAt, bytes, fileSize, problem } = video;
  const isThere = video.key !== null;
  const isDone = finishedAt !== null && clock.now().getTime() >= Date.parse(finishedAt) + clock.processingMs;
  const failed = isDone && problem !== null;
  const uploading = isThere ? 'complete' : bytes > 0 ? 'in_progress' : 'not_started';
  const processing = finishedAt === null ? 'not_started' : isDone ? 'complete' : 'in_progress';
  const waiting = isThere ? 'upload_complete' : 'uploading';
  const overall = finishedAt === null ? waiting : isDone ? 'ready' : 'processing';
  const published = { status: 'complete', publish_status: 'published', publish_time: finishedAt };
  return {
    video_status: failed ? 'error' : overall,
    uploading_phase: { status: uploading, bytes_transferred: bytes, source_file_size: fileSize ?? undefined },
    processing_phase: failed
      ? { status: 'error', errors: [{ code: 1363026, message: problem }] }
      : { status: processing },
    publishing_phase: isPublished(video, clock) ? published : { status: 'not_started' },
  };
}
