import { MINUTE } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { JournalEntry, MediumToPublish, Next, SegmentToPublish } from '../platform.ts';
import { videoUrl } from './ids.ts';
import { failureOf, isThrough } from './processing.ts';
import { settingStep, thumbnailStep } from './setting-step.ts';
import { type Moment, ofSession, uploadStep } from './upload-step.ts';
import { longUploadsSchema, processedSchema, stateSchema } from './wire.ts';

/** https://support.google.com/youtube/answer/71673: longer videos are for channels that are verified. */
const UNVERIFIED_MS = 15 * MINUTE;
/** A video is there before YouTube is through with it: after this time it is left alone. */
const WATCHED_MS = 15 * MINUTE;

/** A video that YouTube has made of a file, and when. */
type Video = { id: string; since: Date };

/** What is to be done next for a video: upload it, set what belongs to it, watch YouTube process it, done. */
export function nextForVideo(segment: SegmentToPublish, moment: Moment): Next {
  const video = uploadedVideo(moment);
  if (video !== null) return settingStep(segment, video.id, moment) ?? watch(segment, video, moment);
  const medium = segment.media[0];
  if (medium === undefined) return noVideo;
  return lengthStep(medium, moment) ?? thumbnailStep(segment, moment) ?? uploadStep(segment, medium, moment);
}

/** The video that the upload made, unless it failed for good before a person retried. */
function uploadedVideo({ journal }: Moment): Video | null {
  const made = journal.findLast(
    ({ name, status, result }) =>
      ofSession.includes(name) && status === 'DONE' && stateSchema.parse(result).id !== undefined,
  );
  if (made === undefined) return null;
  const last = looksAt(made, journal).findLast(({ status }) => status === 'DONE');
  if (last?.beforeRetry && failureOf(processedSchema.parse(last.result)) !== null) return null;
  return { id: stateSchema.parse(made.result).id ?? '', since: made.startedAt };
}

/** Asks for what YouTube alone knows, where it matters: whether the channel may publish a video that long. */
function lengthStep({ durationMs }: MediumToPublish, { journal }: Moment): Next | null {
  if (durationMs === null || durationMs <= UNVERIFIED_MS) return null;
  const asked = journal.findLast(({ name, status, beforeRetry }) => {
    return name === 'check_channel' && status === 'DONE' && !beforeRetry;
  });
  if (asked === undefined) return { do: 'call', call: { name: 'check_channel', kind: 'check', request: {} } };
  const { longUploads } = longUploadsSchema.parse(asked.result);
  return longUploads === 'disallowed' || longUploads === 'eligible' ? unverified : null;
}

function watch(segment: SegmentToPublish, video: Video, { journal, now }: Moment): Next {
  const looks = journal.filter(
    ({ name, request, beforeRetry }) => name === 'check_video' && request.videoId === video.id && !beforeRetry,
  );
  const last = looks.findLast(({ status }) => status === 'DONE');
  const state = last === undefined ? null : processedSchema.parse(last.result);
  const failure = state === null ? null : failureOf(state);
  if (failure !== null) return { do: 'fail', failure };
  const at = nextLook({ since: video.since, looks, withinMs: WATCHED_MS });
  if (at === null || (state !== null && isThrough(state))) return finish(segment, video.id);
  if (at > now) return { do: 'wait', until: at };
  const request = { videoId: video.id };
  return { do: 'call', call: { name: 'check_video', kind: 'check', request, optional: true } };
}

function looksAt(made: JournalEntry, journal: readonly JournalEntry[]): readonly JournalEntry[] {
  return journal.slice(journal.indexOf(made)).filter(({ name }) => name === 'check_video');
}

function finish({ account, type }: SegmentToPublish, id: string): Next {
  const url = videoUrl(account.webUrl, id, type === 'REEL');
  return { do: 'finish', published: { remoteId: id, url, ref: null } };
}

const noVideo: Next = {
  do: 'fail',
  failure: { kind: 'validation', message: 'A post on YouTube is a video, and this has none.' },
};

const unverified: Next = {
  do: 'fail',
  failure: {
    kind: 'permission',
    message: 'The channel may not publish videos of more than 15 minutes, for it is not verified.',
    hint: 'Verify the channel’s phone number at youtube.com/verify, then call retryFailedPlatforms.',
  },
};
