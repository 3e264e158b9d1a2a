import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { FormPart } from '../http-request.ts';
import type { CallResult, Publishing, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { authorized, graphPath, pagePath } from './graph.ts';
import { lookForComment } from './look-for-comment.ts';
import { lookForPost } from './look-for-post.ts';
import { lookForStory } from './look-for-story.ts';
import { videoCalls } from './video-calls.ts';
import {
  commentSchema,
  createdSchema,
  idSchema,
  ofObjectSchema,
  photoSchema,
  photoStorySchema,
  postSchema,
  wantedSchema,
  wantedStorySchema,
} from './wire.ts';

export const calls: Publishing<Credentials>['calls'] = {
  upload_photo: { make: uploadPhoto },

  /** https://developers.facebook.com/docs/graph-api/reference/page/feed#publish */
  create_post: {
    async make(request, session) {
      const { post: json } = postSchema.parse(request);
      const path = pagePath(session, 'feed');
      const { id } = await session.send({ method: 'POST', path, headers: authorized(session), json }, createdSchema);
      return { result: { id } };
    },
  },

  /** https://developers.facebook.com/docs/graph-api/reference/object/comments#publish */
  create_comment: {
    async make(request, session) {
      const { objectId, message } = commentSchema.parse(request);
      const path = graphPath(`/${objectId}/comments`);
      const json = { message };
      const { id } = await session.send({ method: 'POST', path, headers: authorized(session), json }, createdSchema);
      return { result: { id } };
    },
  },

  /** https://developers.facebook.com/docs/page-stories-api#photo-stories */
  publish_photo_story: {
    async make(request, session) {
      const json = { photo_id: photoStorySchema.parse(request).photoId };
      const path = pagePath(session, 'photo_stories');
      const answer = z.object({ success: z.literal(true), post_id: idSchema.nullish().default(null) });
      const { post_id } = await session.send({ method: 'POST', path, headers: authorized(session), json }, answer);
      return { result: { postId: post_id, url: null } };
    },
  },

  /** https://developers.facebook.com/docs/graph-api/reference/page-post: `permalink_url`; comments have it too. */
  read_permalink: {
    async make(request, session) {
      const path = graphPath(`/${ofObjectSchema.parse(request).id}?fields=id,permalink_url`);
      const { id, permalink_url = null } = await session.send(
        { method: 'GET', path, headers: authorized(session) },
        createdSchema,
      );
      return { result: { id, permalink_url } };
    },
  },

  ...videoCalls,

  look_for_post: {
    async make(request, session) {
      return { result: await lookForPost(wantedSchema.parse(request), session) };
    },
  },

  look_for_comment: {
    async make(request, session) {
      return { result: await lookForComment(wantedSchema.parse(request), session) };
    },
  },

  look_for_story: {
    async make(request, session) {
      return { result: await lookForStory(wantedStorySchema.parse(request), session) };
    },
  },
};

/** https://developers.facebook.com/docs/graph-api/reference/page/photos#upload, seen by nobody until a post or a story shows it. */
async function uploadPhoto(request: JsonObject, session: Session<Credentials>): Promise<CallResult> {
  const { key, mimeType, filename, altText } = photoSchema.parse(request);
  const parts: FormPart[] = [
    { name: 'published', value: 'false' },
    ...(altText === null || altText === '' ? [] : [{ name: 'alt_text_custom', value: altText }]),
    { name: 'source', filename, mimeType, stored: { key } },
  ];
  const path = pagePath(session, 'photos');
  const { id } = await session.send({ method: 'POST', path, headers: authorized(session), parts }, createdSchema);
  return { result: { id } };
}

/** https://developers.facebook.com/docs/graph-api/reference/page-post#deleting, and alike of videos and comments */
export async function deleteObject(id: string, session: Session<Credentials>): Promise<void> {
  const answer = z.object({ success: z.literal(true) });
  await session.send({ method: 'DELETE', path: graphPath(`/${id}`), headers: authorized(session) }, answer);
}
