import { MINUTE } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { JournalEntry, MediumToPublish, Next } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';
import { isKept } from './blobs.ts';
import { type Blob, type Job, jobSchema } from './wire.ts';

const PROCESSED_WITHIN_MS = 30 * MINUTE;
const MAX_UPLOADS = 3;

// https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/video/defs.json: these say nothing against the file.
const passing = ['pds_upload_failure', 'generic_failure'];

/** The blob of a video that the network's video service has worked on; or what is to be done before there is one. */
export function videoOf(
  medium: MediumToPublish,
  journal: readonly JournalEntry[],
  now: Date,
): { blob: Blob } | { next: Next } {
  const upload = journal.findLast(({ name, status }) => name === 'upload_video' && status === 'DONE');
  if (upload === undefined || upload.beforeRetry) return { next: uploadVideo(medium) };
  const looks = journal
    .slice(journal.indexOf(upload))
    .filter(({ name, status }) => name === 'check_video' && status === 'DONE');
  const last = looks.at(-1) ?? upload;
  const job = jobSchema.parse(last.result);
  if (job.blob !== null) return isKept(last, now) ? { blob: job.blob } : { next: uploadVideo(medium) };
  if (job.state === 'JOB_STATE_FAILED') return { next: afterFailure(job, medium, journal) };
  const at = nextLook({ since: upload.startedAt, looks, withinMs: PROCESSED_WITHIN_MS });
  if (at === null) return { next: neverReady };
  if (at > now) return { next: { do: 'wait', until: at } };
  return { next: { do: 'call', call: { name: 'check_video', kind: 'check', request: { jobId: job.jobId } } } };
}

function uploadVideo({ key, filename, bytes }: MediumToPublish): Next {
  const request = { key, filename };
  return { do: 'call', call: { name: 'upload_video', kind: 'prepare', request, timeoutMs: uploadTimeoutMs(bytes) } };
}

function afterFailure(job: Job, medium: MediumToPublish, journal: readonly JournalEntry[]): Next {
  const uploads = journal.filter(({ name, beforeRetry }) => name === 'upload_video' && !beforeRetry);
  if (passing.includes(job.failureCode ?? '') && uploads.length < MAX_UPLOADS) return uploadVideo(medium);
  const message = `The video could not be processed: ${job.error ?? 'the network does not say why'}.`;
  const hint = 'Call retryFailedPlatforms to upload it again, or give another one: an MP4 with H.264 and AAC.';
  return { do: 'fail', failure: { kind: 'media_rejected', message, hint } };
}

const neverReady: Next = {
  do: 'fail',
  failure: {
    kind: 'media_rejected',
    message: 'The network has not finished processing the video within half an hour.',
    hint: 'Call retryFailedPlatforms to upload it again, or give a smaller one.',
  },
};
