import { z } from 'zod';
import type { Json, JsonObject } from '../../domain/json.ts';
import { PlatformFailure } from '../failure.ts';
import type { FormPart } from '../http-request.ts';
import type { CallResult, LookResult, Publishing, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { authorized, graphPath, pagePath } from './graph.ts';
import { type VideoState, videoSchema, videoState } from './video-state.ts';
import {
  chunkSchema,
  fileSchema,
  idSchema,
  offsetsSchema,
  ofObjectSchema,
  publishVideoSchema,
  startUploadSchema,
  startVideoSchema,
} from './wire.ts';

type Line = Session<Credentials>;

const successSchema = z.object({ success: z.literal(true) });
const offset = z.coerce.number().pipe(z.int().min(0));
const partSchema = z.object({ start_offset: offset, end_offset: offset });

/** Sending a video to Facebook, publishing it, and asking how far it is. */
export const videoCalls: Publishing<Credentials>['calls'] = {
  /** https://developers.facebook.com/docs/graph-api/reference/page/videos: `upload_phase` start */
  start_video: {
    async make(request, session) {
      const { fileSize } = startVideoSchema.parse(request);
      const form = { upload_phase: 'start', file_size: String(fileSize) };
      const answer = partSchema.extend({ upload_session_id: z.string(), video_id: idSchema });
      const begun = await session.send({ ...videosOf(session), form }, answer);
      const { upload_session_id: sessionId, video_id: videoId, start_offset: start, end_offset: end } = begun;
      return { result: { sessionId, videoId, start, end } };
    },
  },

  send_chunk: { make: sendChunk },

  /** The same: `upload_phase` finish */
  publish_video: {
    async make(request, session) {
      const { videoId, sessionId, video } = publishVideoSchema.parse(request);
      const json = { upload_phase: 'finish', upload_session_id: sessionId, ...video };
      await session.send({ ...videosOf(session), json }, successSchema);
      return { result: { videoId } };
    },
  },

  /** https://developers.facebook.com/docs/video-api/guides/reels-publishing and …/docs/page-stories-api: `upload_phase` start */
  start_upload: {
    async make(request, session) {
      const path = pagePath(session, startUploadSchema.parse(request).edge);
      const json = { upload_phase: 'start' };
      const answer = z.object({ video_id: idSchema, upload_url: z.string() });
      const begun = await session.send({ method: 'POST', path, headers: authorized(session), json }, answer);
      return { result: { videoId: begun.video_id }, secret: begun.upload_url };
    },
  },

  /** https://developers.facebook.com/docs/video-api/guides/reels-publishing#upload-the-video: the file from `offset` on */
  send_file: {
    async make(request, session) {
      const { key, offset, fileSize } = fileSchema.parse(request);
      const path = z.string().parse(session.secretOf('start_upload'));
      const headers = { ...authorized(session), offset: String(offset), file_size: String(fileSize) };
      const stored = { key, range: { first: offset, last: fileSize - 1 } };
      await session.send({ method: 'POST', path, headers, stored }, successSchema);
      return { result: null };
    },
  },

  /** https://developers.facebook.com/docs/video-api/guides/reels-publishing#publish-the-reel */
  publish_reel: {
    async make(request, session) {
      const { videoId, video } = publishVideoSchema.parse(request);
      const json = { upload_phase: 'finish', video_id: videoId, video_state: 'PUBLISHED', ...video };
      const path = pagePath(session, 'video_reels');
      await session.send({ method: 'POST', path, headers: authorized(session), json }, successSchema);
      return { result: { videoId } };
    },
  },

  /** https://developers.facebook.com/docs/page-stories-api#video-stories */
  publish_video_story: {
    async make(request, session) {
      const json = { upload_phase: 'finish', video_id: publishVideoSchema.parse(request).videoId };
      const path = pagePath(session, 'video_stories');
      const answer = successSchema.extend({ post_id: idSchema.nullish().default(null) });
      const { post_id } = await session.send({ method: 'POST', path, headers: authorized(session), json }, answer);
      return { result: { postId: post_id, url: null } };
    },
  },

  check_video: {
    async make(request, session) {
      return { result: await readVideo(ofObjectSchema.parse(request).id, session) };
    },
  },

  look_at_video: {
    async make(request, session) {
      const { id } = ofObjectSchema.parse(request);
      return { result: outcomeOf(id, await readVideo(id, session)) };
    },
  },
};

function videosOf(session: Line): { method: 'POST'; host: string; path: string; headers: Record<string, string> } {
  return { method: 'POST', host: 'video', path: pagePath(session, 'videos'), headers: authorized(session) };
}

/** The same: `upload_phase` transfer. A part that Facebook has already is refused with the one that comes next. */
async function sendChunk(request: JsonObject, session: Line): Promise<CallResult> {
  const { sessionId, key, mimeType, start, end } = chunkSchema.parse(request);
  const parts: FormPart[] = [
    { name: 'upload_phase', value: 'transfer' },
    { name: 'upload_session_id', value: sessionId },
    { name: 'start_offset', value: String(start) },
    { name: 'video_file_chunk', filename: 'chunk', mimeType, stored: { key, range: { first: start, last: end - 1 } } },
  ];
  try {
    const { start_offset, end_offset } = await session.send({ ...videosOf(session), parts }, partSchema);
    return { result: { start: start_offset, end: end_offset } };
  } catch (error) {
    const wanted = error instanceof PlatformFailure ? offsetsSchema.safeParse(error.evidence) : null;
    if (wanted?.success) return { result: wanted.data };
    throw error;
  }
}

/** https://developers.facebook.com/docs/graph-api/reference/video: `status` and `permalink_url` */
async function readVideo(id: string, session: Line): Promise<VideoState> {
  const path = graphPath(`/${id}?fields=status,permalink_url`);
  return videoState(await session.send({ method: 'GET', path, headers: authorized(session) }, videoSchema));
}

/** What became of a video that was to be published: one that fails was heard of, and `next` says why it failed. */
function outcomeOf(videoId: string, { state }: VideoState): LookResult {
  if (state === 'processing') return { verdict: 'undecided' };
  const waits = state === 'uploading' || state === 'uploaded';
  const result: Json = { videoId };
  return waits ? { verdict: 'absent' } : { verdict: 'found', result };
}
