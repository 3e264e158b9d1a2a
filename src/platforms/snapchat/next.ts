import { HOUR, MINUTE } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { CallToMake, JournalEntry, MediumToPublish, Next, Published, SegmentToPublish } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';
import { type Place, placeOf } from './place.ts';
import { liveUpload, missingPart, type Upload } from './upload.ts';
import { ofSpotlightSchema, partSchema, postedSchema, postSchema, reviewSchema } from './wire.ts';

// Working clients see Snapchat take over a minute to answer the end of an upload and a post (uncertain how long at most): an answer that
// is not waited for leaves nobody sure.
const ANSWER_TIMEOUT_MS = 3 * MINUTE;
const PROCESSING_PATIENCE_MS = HOUR;
const REVIEW_PATIENCE_MS = 10 * MINUTE;

type Moment = { journal: readonly JournalEntry[]; now: Date };

/** What is to be done next: make a container, send the encrypted file part by part, post it once Snapchat is done with it, see it reviewed. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const place = placeOf(segment);
  const posted = journal.findLast(({ name, status }) => name === place.commit && status === 'DONE');
  if (posted !== undefined) return afterPosting(posted, segment, { journal, now });
  const [medium] = segment.media;
  if (medium === undefined) return nothingToPublish;
  const upload = liveUpload(medium, { journal, now });
  if (upload === null) return call({ name: 'create_media', kind: 'prepare', request: container(medium) });
  const { mediaId, finalized } = upload;
  const part = missingPart(upload, medium);
  if (part !== null) {
    const { first, last } = partSchema.parse(part);
    return call({ name: 'add_part', kind: 'prepare', request: part, timeoutMs: uploadTimeoutMs(last - first + 1) });
  }
  if (finalized === null)
    return call({ name: 'finalize_media', kind: 'prepare', request: { mediaId }, timeoutMs: ANSWER_TIMEOUT_MS });
  return post(place, { ...upload, finalized }, { journal, now });
}

function call(made: CallToMake): Next {
  return { do: 'call', call: made };
}

function container({ key, kind, filename }: MediumToPublish): CallToMake['request'] {
  return { file: key, type: kind === 'VIDEO' ? 'VIDEO' : 'IMAGE', name: filename };
}

/** No call tells whether Snapchat is done with a file: a post of one that it still works on is refused, and made again later. */
function post(place: Place, upload: Upload & { finalized: JournalEntry }, { journal, now }: Moment): Next {
  const { mediaId, finalized, refused } = upload;
  const looks = [finalized, ...refused];
  const until = nextLook({ since: finalized.startedAt, looks, withinMs: PROCESSING_PATIENCE_MS });
  if (until === null) return putOff;
  if (until > now) return { do: 'wait', until };
  const first = journal.find(({ name }) => name === place.commit);
  const plannedAt = postSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  return call({
    name: place.commit,
    kind: 'commit',
    request: { plannedAt, mediaId, body: place.body(mediaId) },
    timeoutMs: ANSWER_TIMEOUT_MS,
  });
}

/** A Spotlight video is reviewed: SUBMITTED becomes LIVE or REJECTED. How long that takes is not said (uncertain), so it is not waited for for ever. */
function afterPosting(posted: JournalEntry, segment: SegmentToPublish, { journal, now }: Moment): Next {
  const { id } = postedSchema.parse(posted.result);
  const finish: Next = { do: 'finish', published: published(id, segment) };
  if (id === null || segment.type !== 'POST') return finish;
  const checks = journal.filter(
    ({ name, request }) => name === 'check_spotlight' && ofSpotlightSchema.safeParse(request).data?.id === id,
  );
  const status = reviewSchema.safeParse(checks.at(-1)?.result).data?.status;
  if (status === 'REJECTED') return rejected;
  if (status === 'LIVE' || checks.some((check) => check.status !== 'DONE')) return finish;
  const until = nextLook({ since: posted.startedAt, looks: checks, withinMs: REVIEW_PATIENCE_MS });
  if (until === null) return finish;
  if (until > now) return { do: 'wait', until };
  return call({ name: 'check_spotlight', kind: 'check', request: { id }, optional: true });
}

/** https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement: of a story, no address is known but the profile’s. */
function published(id: string | null, { type, account }: SegmentToPublish): Published {
  const { webUrl, username } = account;
  const isSpotlight = type === 'POST' && id !== null;
  const url = isSpotlight ? `${webUrl}/spotlight/${id}` : `${webUrl}/add/${encodeURIComponent(username)}`;
  return { remoteId: id, url, ref: null };
}

const nothingToPublish: Next = {
  do: 'fail',
  failure: { kind: 'validation', message: 'Snapchat publishes one image or video, and there is none.' },
};

const putOff: Next = {
  do: 'fail',
  failure: {
    kind: 'transient',
    message: 'Snapchat has the file, and has not let it be posted within an hour.',
    hint: 'Call retryFailedPlatforms to have it uploaded anew, or give a smaller one.',
  },
};

const rejected: Next = {
  do: 'fail',
  failure: {
    kind: 'policy_blocked',
    message: 'Snapchat has reviewed the Spotlight video, and rejected it.',
    hint: 'Read in Snapchat’s own app what it holds against the video, and send another as a new post.',
  },
};
