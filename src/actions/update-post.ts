import type { Transaction } from '../database/prisma.ts';
import { requireScope } from '../domain/actor.ts';
import { namesUrls, type PostInput } from '../domain/post-input.ts';
import { Refusal } from '../domain/refusal.ts';
import { checkInput, orRefuse } from './check-input.ts';
import type { ActionContext } from './context.ts';
import type { PostWritten } from './create-post.ts';
import { type FetchedMedia, fetchMedia, keepFetched, nothingFetched } from './fetch-media.ts';
import { checkVersion, findPostToChange } from './find-post-to-change.ts';
import { enqueuePublishing } from './post-jobs.ts';
import { readStoredDraft } from './read-stored-draft.ts';
import { rewritePost } from './write-post.ts';

export type UpdatePostInput = PostInput & {
  id: string;
  expectedVersion?: number | null | undefined;
  allowIncomplete?: boolean | null | undefined;
};

/**
 * Changes a draft or a scheduled post. The result is looked at as a whole.
 * @throws Refusal: NOT_FOUND, IMMUTABLE, VERSION_CONFLICT, or everything that is wrong with the result; nothing is written then.
 */
export async function updatePost(context: ActionContext, input: UpdatePostInput): Promise<PostWritten> {
  requireScope(context.actor, 'POSTS_WRITE');
  const { id: postId, expectedVersion, allowIncomplete, ...change } = input;
  const judge = async (tx: Transaction, fetched: FetchedMedia = nothingFetched) => {
    const post = await findPostToChange(tx, context, postId);
    if (post.startedAt !== null) throw immutable();
    checkVersion(post, expectedVersion);
    const given = { input: change, stored: await readStoredDraft(tx, postId), fetched };
    return { ...orRefuse(await checkInput(tx, context, given), allowIncomplete), previous: post.status };
  };
  const fetched = namesUrls(change) ? await fetchMedia(context, (await judge(context.database)).draft) : nothingFetched;
  return context.database.$transaction(async (tx) => {
    const { draft, checked, previous } = await judge(tx, fetched);
    await keepFetched(tx, context, fetched);
    const { workspaceId } = context.actor;
    await rewritePost(tx, postId, { workspaceId, draft, checked, now: context.clock.now(), previous });
    const { timing } = checked;
    if (timing.start !== 'draft')
      await enqueuePublishing(context, tx, { postId, at: timing.start === 'at' ? timing.scheduledAt : null });
    return { postId, warnings: checked.warnings, replayed: false };
  });
}

function immutable(): Refusal {
  const message = 'This post is on its way or published, and cannot be changed. Delete it and write it anew.';
  return new Refusal([{ code: 'IMMUTABLE', message, path: ['input', 'id'] }]);
}
