import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { LinkToPublish, Publishing, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { restHeaders } from './headers.ts';
import { lookForComment, lookForPost } from './look.ts';
import { uploadCalls } from './upload-calls.ts';
import { type CommentName, commentIn, commentUrn } from './urns.ts';
import { createCommentSchema, createdSchema, createPostSchema, wantedCommentSchema, wantedPostSchema } from './wire.ts';

type Line = Session<Credentials>;

const madeSchema = z.object({ commentUrn: z.string().optional(), id: z.string().optional() }).nullable();

export const calls: Publishing<Credentials>['calls'] = {
  ...uploadCalls,

  /** LinkedIn makes no cards by itself: what its clients show of a page, they read. */
  read_card: {
    async make(request, session) {
      const { title, description, thumbnail } = await session.readLinkCard(request as LinkToPublish);
      return { result: { title, description, thumbnail: thumbnail && { key: thumbnail.key, bytes: thumbnail.bytes } } };
    },
  },

  /** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api#create-a-post: the id stands in a header. */
  create_post: {
    async make(request, session) {
      const { post } = createPostSchema.parse(request);
      const headers = restHeaders(session.credentials.accessToken);
      try {
        const answer = await session.exchange(
          { method: 'POST', path: '/rest/posts', headers, json: post },
          z.unknown(),
        );
        return { result: { urn: answer.headers.get('x-restli-id') ?? unnamed() } };
      } catch (error) {
        throw await withoutForeignEvidence(error, session);
      }
    },
  },

  /** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api#create-a-comment */
  create_comment: {
    async make(request, session) {
      const { comment } = createCommentSchema.parse(request);
      const path = `/rest/socialActions/${encodeURIComponent(comment.object)}/comments`;
      const headers = restHeaders(session.credentials.accessToken);
      const { body, headers: told } = await session.exchange(
        { method: 'POST', path, headers, json: comment },
        madeSchema,
      );
      const id = body?.commentUrn ?? told.get('x-restli-id') ?? body?.id ?? unnamed();
      return { result: { urn: commentIn(id) === null ? commentUrn({ postUrn: comment.object, id }) : id } };
    },
  },

  look_for_post: {
    async make(request, session) {
      return { result: await lookForPost(wantedPostSchema.parse(request), session) };
    },
  },

  look_for_comment: {
    async make(request, session) {
      return { result: await lookForComment(wantedCommentSchema.parse(request), session) };
    },
  },
};

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api#delete-posts: it succeeds for what is gone, too. */
export async function deletePost(urn: string, { send, credentials }: Line): Promise<void> {
  const path = `/rest/posts/${encodeURIComponent(urn)}`;
  const headers = { ...restHeaders(credentials.accessToken), 'x-restli-method': 'DELETE' };
  await send({ method: 'DELETE', path, headers }, z.unknown());
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api#delete-a-comment */
export async function deleteComment({ postUrn, id }: CommentName, { send, credentials, account }: Line): Promise<void> {
  const query = `actor=${encodeURIComponent(account.remoteId)}`;
  const path = `/rest/socialActions/${encodeURIComponent(postUrn)}/comments/${encodeURIComponent(id)}?${query}`;
  await send({ method: 'DELETE', path, headers: restHeaders(credentials.accessToken) }, z.unknown());
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api#get-post-by-urn. A login that may not read knows of nothing that it is gone. */
export async function isGone(urn: string, { send, credentials }: Line): Promise<boolean> {
  const path = `/rest/posts/${encodeURIComponent(urn)}`;
  try {
    await send({ method: 'GET', path, headers: restHeaders(credentials.accessToken) }, z.unknown());
    return false;
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    return error.kind === 'not_found';
  }
}

/** A duplicate is no evidence where the post that LinkedIn names is another segment's, or gone: it goes on naming those for a while. */
async function withoutForeignEvidence(error: unknown, session: Line): Promise<unknown> {
  if (!(error instanceof PlatformFailure) || error.evidence === undefined) return error;
  const { urn } = createdSchema.parse(error.evidence);
  if (!session.isRecorded(urn) && !(await isGone(urn, session))) return error;
  const { kind, happened, message, hint, status } = error;
  return new PlatformFailure({ kind, happened, message, hint, status, cause: error });
}

function unnamed(): never {
  const message = 'LinkedIn published this, and did not say under which id.';
  throw new PlatformFailure({ kind: 'transient', happened: 'maybe', message });
}
