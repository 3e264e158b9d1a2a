import { z } from 'zod';
import type { Publishing, Session } from '../platform.ts';
import { checkLimit } from './check-limit.ts';
import type { Credentials } from './credentials.ts';
import { findPost } from './find-post.ts';
import { lookForPublished } from './look-for-published.ts';
import { toDelete, toPost, toRead } from './requests.ts';
import {
  containerSchema,
  createdSchema,
  ofObjectSchema,
  publishedSchema,
  publishSchema,
  shortcodeSchema,
  statusSchema,
  wantedOf,
  wantedSchema,
} from './wire.ts';

const look: Publishing<Credentials>['calls'][string] = {
  async make(request, session) {
    return { result: await lookForPublished(wantedSchema.parse(request), session) };
  },
};

export const calls: Publishing<Credentials>['calls'] = {
  check_limit: {
    async make(request, session) {
      return { result: await checkLimit(z.object({ isReply: z.boolean() }).parse(request), session) };
    },
  },

  find_post: {
    async make(request, session) {
      return { result: { id: await findPost(shortcodeSchema.parse(request).shortcode, session) } };
    },
  },

  /** https://developers.facebook.com/docs/threads/reference/publishing: Threads fetches the medium from its address. */
  create_container: {
    async make(request, session) {
      const { form } = containerSchema.parse(request);
      return { result: await session.send(toPost(ofAccount('threads', session), form, session), createdSchema) };
    },
  },

  /** https://developers.facebook.com/docs/threads/troubleshooting#publishing-does-not-return-a-media-id */
  check_container: {
    async make(request, session) {
      const { id } = ofObjectSchema.parse(request);
      const asked = toRead(`/${id}`, { fields: 'status,error_message' }, session);
      const { status, error_message: error = null } = await session.send(asked, statusSchema);
      return { result: { state: status, error } };
    },
  },

  /** https://developers.facebook.com/docs/threads/reference/publishing#post---threads-user-id--threads_publish */
  publish: {
    async make(request, session) {
      const wanted = publishSchema.parse(request);
      const before = wanted.again ? await lookForPublished({ ...wantedOf(wanted), settles: true }, session) : null;
      if (before?.verdict === 'found') return { result: before.result };
      const form = { creation_id: wanted.containerId };
      return {
        result: await session.send(toPost(ofAccount('threads_publish', session), form, session), createdSchema),
      };
    },
  },

  /** https://developers.facebook.com/docs/threads/reference/media-retrieval */
  read_permalink: {
    async make(request, session) {
      const { id } = ofObjectSchema.parse(request);
      return { result: await session.send(toRead(`/${id}`, { fields: 'id,permalink' }, session), publishedSchema) };
    },
  },

  look_for_published: look,
  look_again_for_published: look,
  settle_published: look,
};

/** https://developers.facebook.com/docs/threads/posts/delete-posts */
export async function deletePost(id: string, session: Session<Credentials>): Promise<void> {
  await session.send(toDelete(`/${id}`, session), z.object({ success: z.literal(true) }));
}

function ofAccount(edge: string, { account }: Session<Credentials>): string {
  return `/${account.remoteId}/${edge}`;
}
