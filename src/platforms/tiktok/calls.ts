import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { PlatformFailure } from '../failure.ts';
import type { CallResult, Publishing, Session } from '../platform.ts';
import { allowedSchema, readCreator } from './creator.ts';
import type { Credentials } from './credentials.ts';
import { lookForPhotos } from './look-for-photos.ts';
import { lookForUpload } from './look-for-upload.ts';
import { readStatus } from './read-status.ts';
import { userHeaders } from './user-headers.ts';
import { chunkSchema, ofPublicationSchema, photosSchema, videoSchema, wantedSchema } from './wire.ts';

type Line = Session<Credentials>;

export const calls: Publishing<Credentials>['calls'] = {
  check_creator: {
    async make(_request, session) {
      return { result: allowedSchema.parse(await readCreator(session.credentials, session)) };
    },
  },

  /** https://developers.tiktok.com/doc/content-posting-api-reference-direct-post */
  init_video: {
    async make(request, session) {
      const { body: json } = videoSchema.parse(request);
      const path = '/v2/post/publish/video/init/';
      const headers = userHeaders(session.credentials);
      const answer = z.object({ data: z.object({ publish_id: z.string().min(1), upload_url: z.string().min(1) }) });
      const { data } = await session.send({ method: 'POST', path, headers, json }, answer);
      return { result: { publishId: data.publish_id }, secret: data.upload_url };
    },
  },

  upload_chunk: {
    async make(request, session) {
      await upload(request, session);
      return { result: null };
    },
  },

  upload_last_chunk: {
    async make(request, session) {
      const { status } = await upload(request, session);
      if (status !== 201) throw incomplete();
      return { result: { publishId: chunkSchema.parse(request).publishId } };
    },
  },

  /** https://developers.tiktok.com/doc/content-posting-api-reference-photo-post */
  init_photos: {
    async make(request, session): Promise<CallResult> {
      const { body: json } = photosSchema.parse(request);
      const path = '/v2/post/publish/content/init/';
      const headers = userHeaders(session.credentials);
      const answer = z.object({ data: z.object({ publish_id: z.string().min(1) }) });
      const { data } = await session.send({ method: 'POST', path, headers, json }, answer);
      return { result: { publishId: data.publish_id } };
    },
  },

  check_status: {
    async make(request, session) {
      return { result: await readStatus(ofPublicationSchema.parse(request).publishId, session) };
    },
  },

  look_for_upload: {
    async make(request, session) {
      return { result: await lookForUpload(chunkSchema.parse(request), session) };
    },
  },

  look_for_photos: {
    async make(request, session) {
      return { result: await lookForPhotos(wantedSchema.parse(request), session) };
    },
  },
};

/** https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide: 206 where more is to come, 201 where it is whole. */
async function upload(request: JsonObject, session: Line): Promise<{ status: number }> {
  const { key, mimeType, first, last, total } = chunkSchema.parse(request);
  const path = z.string().parse(session.secretOf('init_video'));
  const headers = { 'content-type': mimeType, 'content-range': `bytes ${first}-${last}/${total}` };
  return session.exchange({ method: 'PUT', path, headers, stored: { key, range: { first, last } } }, z.unknown());
}

function incomplete(): PlatformFailure {
  const message = 'TikTok took the last part of the video, and says that another is missing.';
  return new PlatformFailure({ kind: 'transient', happened: 'maybe', message });
}
