import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Publishing, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { lookForComment } from './look-for-comment.ts';
import { lookForVideo } from './look-for-video.ts';
import { isInPlaylist } from './playlists.ts';
import { uploadCalls } from './upload-calls.ts';
import {
  addToPlaylistSchema,
  commentSchema,
  createdSchema,
  ofVideoSchema,
  setThumbnailSchema,
  wantedCommentSchema,
  wantedVideoSchema,
} from './wire.ts';

type Line = Session<Credentials>;

const channelSchema = z.object({
  items: z.array(z.object({ status: z.object({ longUploadsStatus: z.string().optional() }) })).default([]),
});

const videosSchema = z.object({
  items: z
    .array(
      z.object({
        status: z.object({
          uploadStatus: z.string().optional(),
          failureReason: z.string().optional(),
          rejectionReason: z.string().optional(),
        }),
        processingDetails: z.object({ processingStatus: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});

export const calls: Publishing<Credentials>['calls'] = {
  ...uploadCalls,

  /** https://developers.google.com/youtube/v3/docs/channels#status.longUploadsStatus */
  check_channel: {
    async make(_request, session) {
      const path = '/youtube/v3/channels?part=status&mine=true';
      const { items } = await session.send({ method: 'GET', path, headers: bearer(session) }, channelSchema);
      return { result: { longUploads: items[0]?.status.longUploadsStatus ?? 'longUploadsUnspecified' } };
    },
  },

  /** Keeps the picture as a JPEG that is small enough: https://developers.google.com/youtube/v3/docs/thumbnails/set. */
  read_thumbnail: {
    async make(request, session) {
      const url = z.string().parse(request.url);
      const card = await session.readLinkCard({ url, title: '', description: '', thumbnailUrl: url });
      if (card.thumbnail === null) throw noThumbnail(url);
      const { key, mimeType } = card.thumbnail;
      return { result: { key, mimeType } };
    },
  },

  /** https://developers.google.com/youtube/v3/docs/thumbnails/set */
  set_thumbnail: {
    async make(request, session) {
      const { videoId, key, mimeType } = setThumbnailSchema.parse(request);
      const path = `/upload/youtube/v3/thumbnails/set?videoId=${videoId}`;
      const headers = { ...bearer(session), 'content-type': mimeType };
      await session.send({ method: 'POST', path, headers, stored: { key } }, z.unknown());
      return { result: null };
    },
  },

  /** https://developers.google.com/youtube/v3/docs/playlistItems/insert */
  add_to_playlist: {
    async make(request, session) {
      const { playlistId, videoId, again } = addToPlaylistSchema.parse(request);
      if (again && (await isInPlaylist({ playlistId, videoId }, session))) return { result: null };
      const json = { snippet: { playlistId, resourceId: { kind: 'youtube#video', videoId } } };
      const path = '/youtube/v3/playlistItems?part=snippet';
      await session.send({ method: 'POST', path, headers: bearer(session), json }, z.unknown());
      return { result: null };
    },
  },

  /** https://developers.google.com/youtube/v3/docs/videos/list */
  check_video: {
    async make(request, session) {
      const { videoId } = ofVideoSchema.parse(request);
      const path = `/youtube/v3/videos?part=status,processingDetails&id=${videoId}`;
      const { items } = await session.send({ method: 'GET', path, headers: bearer(session) }, videosSchema);
      return { result: processed(items[0]) };
    },
  },

  /** https://developers.google.com/youtube/v3/docs/commentThreads/insert */
  create_comment: {
    async make(request, session) {
      const { channelId, videoId, text } = commentSchema.parse(request);
      const json = { snippet: { channelId, videoId, topLevelComment: { snippet: { textOriginal: text } } } };
      const path = '/youtube/v3/commentThreads?part=snippet';
      const created = await session.send({ method: 'POST', path, headers: bearer(session), json }, createdSchema);
      return { result: { id: created.id } };
    },
  },

  look_for_video: {
    async make(request, session) {
      return { result: await lookForVideo(wantedVideoSchema.parse(request), session) };
    },
  },

  look_for_comment: {
    async make(request, session) {
      return { result: await lookForComment(wantedCommentSchema.parse(request), session) };
    },
  },
};

/** A video that is not listed yet has no state. */
function processed(video: z.infer<typeof videosSchema>['items'][number] | undefined) {
  const { uploadStatus = null, failureReason, rejectionReason } = video?.status ?? {};
  const gaveUp = ['failed', 'terminated'].includes(video?.processingDetails?.processingStatus ?? '');
  const isOpen = uploadStatus === 'uploaded' && gaveUp;
  return { uploadStatus: isOpen ? 'failed' : uploadStatus, reason: failureReason ?? rejectionReason ?? null };
}

/** https://developers.google.com/youtube/v3/docs/videos/delete and …/comments/delete */
export async function deleteResource(kind: 'videos' | 'comments', id: string, session: Line): Promise<void> {
  const path = `/youtube/v3/${kind}?id=${encodeURIComponent(id)}`;
  await session.send({ method: 'DELETE', path, headers: bearer(session) }, z.unknown());
}

function noThumbnail(url: string): PlatformFailure {
  const message = `No picture could be fetched from ${url}.`;
  const hint = 'Check that thumbnailUrl opens to a picture for everyone, then call retryFailedPlatforms.';
  return new PlatformFailure({ kind: 'media_fetch_failed', happened: 'no', message, hint });
}
