import { HOUR, MINUTE } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { CallToMake, JournalEntry, Next, SegmentToPublish } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';
import { chunksOf, chunkWith } from './chunks.ts';
import { type Allowed, allowedSchema, refusalBy } from './creator.ts';
import { failureFor } from './fail-reasons.ts';
import { schema } from './options.ts';
import { photosInfo, photosSource, videoInfo } from './post-info.ts';
import { postUrl } from './post-url.ts';
import { lastPublication, type Publication } from './publication.ts';
import { doubtfulUpload, liveUpload } from './upload.ts';
import { foundSchema, photosSchema } from './wire.ts';

const PATIENCE_MS = 90 * MINUTE;
const MOST_UPLOADS = 5;

type Moment = { journal: readonly JournalEntry[]; now: Date };

/** What is to be done next: ask what the account allows, send a video chunk by chunk or have photos fetched, see it published. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const found = journal.findLast(({ name, status }) => name === 'init_photos' && status === 'DONE');
  const post = foundSchema.safeParse(found?.result).data;
  if (post !== undefined) return { do: 'finish', published: { remoteId: post.postId, url: post.url, ref: null } };
  const publication = lastPublication(journal);
  if (publication !== null) return published(publication, segment, now);
  const allowed = allowedIn(journal, now);
  if (allowed === null) return call({ name: 'check_creator', kind: 'check', request: {} });
  const refusal = refusalBy(allowed, segment);
  if (refusal !== null) return refusal;
  return segment.media[0]?.kind === 'VIDEO'
    ? sendVideo(segment, allowed, { journal, now })
    : sendPhotos(segment, allowed, { journal, now });
}

function call(made: CallToMake): Next {
  return { do: 'call', call: made };
}

/** What the account allows may change at any time; what it said within the hour counts. */
function allowedIn(journal: readonly JournalEntry[], now: Date): Allowed | null {
  const asked = journal.findLast(
    ({ name, status, beforeRetry, startedAt }) =>
      name === 'check_creator' && status === 'DONE' && !beforeRetry && now.getTime() - startedAt.getTime() < HOUR,
  );
  return allowedSchema.safeParse(asked?.result).data ?? null;
}

/** https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide: nothing is published before the last byte. */
function sendVideo(segment: SegmentToPublish, allowed: Allowed, { journal, now }: Moment): Next {
  const [video] = segment.media;
  if (video === undefined) return nothingToPublish;
  const { key, mimeType, bytes: total } = video;
  const upload = liveUpload(journal, now);
  if (upload === null) {
    const doubtful = doubtfulUpload(journal);
    if (doubtful !== null) return call({ name: 'check_status', kind: 'check', request: { publishId: doubtful } });
    const begun = journal.filter(({ name, beforeRetry }) => name === 'init_video' && !beforeRetry);
    if (begun.length >= MOST_UPLOADS) return notUploaded;
    const { size, count } = chunksOf(total);
    const source = { source: 'FILE_UPLOAD', video_size: total, chunk_size: size, total_chunk_count: count };
    const body = { post_info: videoInfo(segment, allowed), source_info: source };
    return call({ name: 'init_video', kind: 'prepare', request: { body } });
  }
  const { publishId, arrived, isUnsure } = upload;
  if (isUnsure) return call({ name: 'check_status', kind: 'check', request: { publishId } });
  const { first, last, isLast } = chunkWith(arrived, total);
  const step = isLast
    ? ({ name: 'upload_last_chunk', kind: 'commit' } as const)
    : ({ name: 'upload_chunk', kind: 'prepare' } as const);
  const request = { publishId, key, mimeType, first, last, total };
  return call({ ...step, request, timeoutMs: uploadTimeoutMs(last - first + 1) });
}

/** https://developers.tiktok.com/doc/content-posting-api-reference-photo-post: photos are fetched by TikTok, and published without another call. */
function sendPhotos(segment: SegmentToPublish, allowed: Allowed, { journal, now }: Moment): Next {
  if (segment.media.length === 0) return nothingToPublish;
  const first = journal.find(({ name }) => name === 'init_photos');
  const plannedAt = photosSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const post = { post_info: photosInfo(segment, allowed), source_info: photosSource(segment) };
  const body = { media_type: 'PHOTO', post_mode: 'DIRECT_POST', ...post };
  return call({ name: 'init_photos', kind: 'commit', request: { plannedAt, body } });
}

function published({ id, begun, looks, status }: Publication, segment: SegmentToPublish, now: Date): Next {
  const { account, options } = segment;
  if (status?.status === 'PUBLISH_COMPLETE') {
    const [postId = null] = status.publicaly_available_post_id;
    const ref = { publishId: id, isPublic: schema.parse(options).privacyLevel === 'PUBLIC_TO_EVERYONE' };
    return { do: 'finish', published: { remoteId: postId, url: postUrl(account, postId), ref } };
  }
  if (status?.status === 'FAILED') {
    const { kind, message, hint } = failureFor(status.fail_reason);
    return { do: 'fail', failure: { kind, message, ...(hint === undefined ? {} : { hint }) } };
  }
  const check = call({ name: 'check_status', kind: 'check', request: { publishId: id } });
  const recent = looks.filter(({ beforeRetry }) => !beforeRetry);
  const since = begun.beforeRetry ? recent[0]?.startedAt : begun.startedAt;
  if (since === undefined) return check;
  const until = nextLook({ since, looks: recent, withinMs: PATIENCE_MS });
  if (until === null) return tooSlow;
  return until > now ? { do: 'wait', until } : check;
}

const nothingToPublish: Next = {
  do: 'fail',
  failure: { kind: 'validation', message: 'TikTok publishes a video or photos, and there are none.' },
};

const notUploaded: Next = {
  do: 'fail',
  failure: {
    kind: 'transient',
    message: `The video could not be sent within the hour that TikTok gives, ${MOST_UPLOADS} times.`,
    hint: 'Call retryFailedPlatforms when the line is faster, or send a smaller file as a new post.',
  },
};

const tooSlow: Next = {
  do: 'fail',
  failure: {
    kind: 'transient',
    message: `TikTok has all of it, and has not published it within ${PATIENCE_MS / MINUTE} minutes.`,
    hint: 'Look at the account. retryFailedPlatforms asks TikTok again, and publishes nothing twice.',
  },
};
