import { PlatformFailure } from '../failure.ts';
import type { Publishing, Session } from '../platform.ts';
import { checkLimit } from './check-limit.ts';
import type { Credentials } from './credentials.ts';
import { findMedium } from './find-medium.ts';
import { lookForComment } from './look-for-comment.ts';
import { lookForPublished } from './look-for-published.ts';
import { toPost, toRead } from './requests.ts';
import {
  commentSchema,
  containerSchema,
  createdSchema,
  ofObjectSchema,
  publishedSchema,
  publishSchema,
  shortcodeSchema,
  statusSchema,
  wantedCommentSchema,
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
    async make(_request, session) {
      return { result: await checkLimit(session) };
    },
  },

  find_medium: {
    async make(request, session) {
      return { result: { id: await findMedium(shortcodeSchema.parse(request).shortcode, session) } };
    },
  },

  /** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media#creating: Instagram fetches the medium from its address. */
  create_container: {
    async make(request, session) {
      const { form } = containerSchema.parse(request);
      return { result: await session.send(toPost(ofAccount('media', session), form, session), createdSchema) };
    },
  },

  /** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-container#reading */
  check_container: {
    async make(request, session) {
      const { id } = ofObjectSchema.parse(request);
      const asked = toRead(`/${id}`, { fields: 'status_code,status' }, session);
      const { status_code: state, status } = await session.send(asked, statusSchema);
      return { result: { state, error: state === 'ERROR' ? (status ?? null) : null } };
    },
  },

  /** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media_publish */
  publish: {
    async make(request, session) {
      const wanted = publishSchema.parse(request);
      const before = wanted.again ? await lookForPublished({ ...wantedOf(wanted), settles: false }, session) : null;
      if (before?.verdict === 'found') return { result: before.result };
      if (before?.verdict === 'undecided') throw notListed();
      const form = { creation_id: wanted.containerId };
      return { result: await session.send(toPost(ofAccount('media_publish', session), form, session), createdSchema) };
    },
  },

  /** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media#reading */
  read_permalink: {
    async make(request, session) {
      const { id } = ofObjectSchema.parse(request);
      return { result: await session.send(toRead(`/${id}`, { fields: 'id,permalink' }, session), publishedSchema) };
    },
  },

  /** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments#creating */
  create_comment: {
    async make(request, session) {
      const { mediaId, message } = commentSchema.parse(request);
      return { result: await session.send(toPost(`/${mediaId}/comments`, { message }, session), createdSchema) };
    },
  },

  look_for_published: look,
  look_again_for_published: look,
  settle_published: look,

  look_for_comment: {
    async make(request, session) {
      return { result: await lookForComment(wantedCommentSchema.parse(request), session) };
    },
  },
};

function notListed(): PlatformFailure {
  const message = 'Instagram is publishing this already, and does not list it yet.';
  return new PlatformFailure({ kind: 'transient', happened: 'maybe', message });
}

function ofAccount(edge: string, { account }: Session<Credentials>): string {
  return `/${account.remoteId}/${edge}`;
}
