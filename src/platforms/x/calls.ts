import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { CallResult, Publishing, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { lookForPost } from './look-for-post.ts';
import {
  appendSchema,
  createdSchema,
  createSchema,
  describeSchema,
  initializeSchema,
  ofUploadSchema,
  processedSchema,
  uploadSchema,
  wantedSchema,
} from './wire.ts';

type Line = Session<Credentials>;

export const calls: Publishing<Credentials>['calls'] = {
  /** https://docs.x.com/x-api/media/initialize-media-upload */
  initialize_upload: {
    async make(request, session) {
      const { body: json } = initializeSchema.parse(request);
      const path = '/2/media/upload/initialize';
      const answer = z.object({ data: uploadSchema });
      return { result: (await session.send({ method: 'POST', path, headers: bearer(session), json }, answer)).data };
    },
  },

  /** https://docs.x.com/x-api/media/append-media-upload */
  append_upload: {
    async make(request, session) {
      const { upload, segmentIndex, key, mimeType, first, last } = appendSchema.parse(request);
      const path = `/2/media/upload/${upload}/append`;
      const parts = [
        { name: 'segment_index', value: String(segmentIndex) },
        { name: 'media', filename: 'chunk', mimeType, stored: { key, range: { first, last } } },
      ];
      await session.send({ method: 'POST', path, headers: bearer(session), parts }, z.unknown());
      return { result: null };
    },
  },

  /** https://docs.x.com/x-api/media/finalize-media-upload */
  finalize_upload: {
    async make(request, session) {
      const { upload } = ofUploadSchema.parse(request);
      return { result: await processed({ method: 'POST', path: `/2/media/upload/${upload}/finalize` }, session) };
    },
  },

  /** https://docs.x.com/x-api/media/get-media-upload-status */
  check_upload: {
    async make(request, session) {
      const { upload } = ofUploadSchema.parse(request);
      const path = `/2/media/upload?command=STATUS&media_id=${upload}`;
      return { result: await processed({ method: 'GET', path }, session) };
    },
  },

  /** https://docs.x.com/x-api/media/create-media-metadata */
  describe_media: {
    async make(request, session) {
      const { upload, altText } = describeSchema.parse(request);
      const json = { id: upload, metadata: { alt_text: { text: altText } } };
      const path = '/2/media/metadata';
      await session.send({ method: 'POST', path, headers: bearer(session), json }, z.unknown());
      return { result: null };
    },
  },

  create_post: { make: createPost },
  create_media_post: { make: createPost },

  look_for_post: {
    async make(request, session) {
      return { result: await lookForPost(wantedSchema.parse(request), session) };
    },
  },
};

/** https://docs.x.com/x-api/posts/create-post */
async function createPost(request: JsonObject, session: Line): Promise<CallResult> {
  const { post: json } = createSchema.parse(request);
  const answer = z.object({ data: createdSchema });
  const { data } = await session.send({ method: 'POST', path: '/2/tweets', headers: bearer(session), json }, answer);
  return { result: data };
}

async function processed(
  request: { method: 'GET' | 'POST'; path: string },
  session: Line,
): Promise<z.infer<typeof processedSchema>> {
  const answer = z.object({ data: processedSchema });
  return (await session.send({ ...request, headers: bearer(session) }, answer)).data;
}

/** https://docs.x.com/x-api/posts/delete-post */
export async function deletePost(id: string, session: Line): Promise<void> {
  const answer = z.object({ data: z.object({ deleted: z.literal(true) }) });
  await session.send({ method: 'DELETE', path: `/2/tweets/${id}`, headers: bearer(session) }, answer);
}
