import type { JsonObject } from '../../domain/json.ts';
import { MINUTE } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { JournalEntry, MediumToPublish, Next, Published, SegmentToPublish } from '../platform.ts';
import { chosen } from './chosen.ts';
import { flows, type LiveVideo, liveVideo, looksAfter } from './live-video.ts';
import { checkVideo, nextUpload } from './next-upload.ts';
import type { VideoState } from './video-state.ts';
import { publishVideoSchema, startedVideoSchema, storySchema } from './wire.ts';

const PATIENCE_MS = 30 * MINUTE;

type Moment = { journal: readonly JournalEntry[]; now: Date };

/** A video of a post, a reel or a story: send it, see that all of it is there, publish it, see it appear. */
export function nextOfVideo(segment: SegmentToPublish, medium: MediumToPublish, { journal, now }: Moment): Next {
  const live = liveVideo(segment.type, journal, now);
  if (live === null) return begin(segment, medium);
  if (live.published !== null) return nextOfPublished(segment, { live, published: live.published }, now);
  const upload = nextUpload(live, medium);
  if (upload !== null) return upload;
  const from = live.sent ?? live.begun;
  const seen = looksAfter(live, from).at(-1)?.video;
  if (seen === undefined) return checkVideo(live);
  if (seen.state === 'failed') return refused(medium, seen);
  if (seen.state !== 'uploading') return publish(segment, live, { journal, now });
  return checkAgain(live, { from, now, what: `Facebook has not taken all of ${medium.filename}` });
}

function begin({ type }: SegmentToPublish, { bytes }: MediumToPublish): Next {
  const edge = type === 'REEL' ? 'video_reels' : 'video_stories';
  const request: JsonObject = type === 'POST' ? { fileSize: bytes } : { edge };
  return { do: 'call', call: { name: flows[type].start, kind: 'prepare', request } };
}

/** https://developers.facebook.com/docs/video-api/guides/reels-publishing, …/docs/graph-api/reference/page/videos; a story says nothing. */
function publish({ type, text, options }: SegmentToPublish, live: LiveVideo, { journal, now }: Moment): Next {
  const { title, place, targeting } = chosen(options);
  const description: JsonObject = text === '' ? {} : { description: text };
  const said: Record<SegmentToPublish['type'], JsonObject> = {
    POST: { ...description, ...title, ...targeting },
    REEL: { ...description, ...title, ...place, ...targeting },
    STORY: {},
  };
  const name = live.flow.publish;
  const first = journal.find((entry) => entry.name === name);
  const plannedAt = publishVideoSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const sessionId = startedVideoSchema.safeParse(live.begun.result).data?.sessionId ?? null;
  const request = { plannedAt, videoId: live.id, sessionId, video: said[type] };
  return { do: 'call', call: { name, kind: 'commit', request } };
}

type PublishedVideo = { live: LiveVideo; published: JournalEntry };

/** A story has no state to be read; the others appear when Facebook is done with them. */
function nextOfPublished(segment: SegmentToPublish, { live, published }: PublishedVideo, now: Date): Next {
  if (segment.type === 'STORY') return { do: 'finish', published: storyOf(segment, live, published) };
  const seen = looksAfter(live, published).at(-1)?.video;
  if (seen?.state === 'published') return { do: 'finish', published: videoOf(segment, live, seen) };
  const [medium] = segment.media;
  if (seen?.state === 'failed') return refused(medium, seen);
  const what = `Facebook took ${medium?.filename ?? 'the video'}, and has not shown it`;
  return checkAgain(live, { from: published, now, what });
}

function storyOf({ account }: SegmentToPublish, { id: videoId }: LiveVideo, { result }: JournalEntry): Published {
  const { postId, url } = storySchema.parse(result);
  const id = postId ?? videoId;
  return { remoteId: id, url: url ?? `${account.webUrl}/stories/${id}`, ref: { story: 'video', videoId } };
}

/** Facebook gives a video's address without its host. */
function videoOf({ type, account }: SegmentToPublish, { id }: LiveVideo, { url }: VideoState): Published {
  const address = url ?? (type === 'REEL' ? `/reel/${id}` : `/${account.remoteId}/videos/${id}`);
  return { remoteId: id, url: address.startsWith('/') ? `${account.webUrl}${address}` : address, ref: null };
}

type Waiting = { from: JournalEntry; now: Date; what: string };

/** Looks with growing pauses, and gives up after half an hour. A person's retry gives as long again. */
function checkAgain(live: LiveVideo, { from, now, what }: Waiting): Next {
  const looks = looksAfter(live, from).map(({ entry }) => entry);
  const fresh = looks.filter(({ beforeRetry }) => !beforeRetry);
  const since = from.beforeRetry ? fresh[0] : from;
  if (since === undefined) return checkVideo(live);
  const at = nextLook({ since: since.startedAt, looks: fresh, withinMs: PATIENCE_MS });
  if (at === null) {
    const message = `${what} within ${PATIENCE_MS / MINUTE} minutes.`;
    return { do: 'fail', failure: { kind: 'transient', message, hint: lookOn } };
  }
  return at > now ? { do: 'wait', until: at } : checkVideo(live);
}

const lookOn =
  'Look at the Page. Then call retryFailedPlatforms: Postern goes on looking, and publishes nothing twice.';

function refused(medium: MediumToPublish | undefined, { reason }: VideoState): Next {
  const message = `Facebook could not process ${medium?.filename ?? 'the video'}${reason === null ? '.' : `: ${reason}`}`;
  return { do: 'fail', failure: { kind: 'media_rejected', message } };
}
