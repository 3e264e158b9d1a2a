import type { Transaction } from '../database/prisma.ts';
import { requireScope } from '../domain/actor.ts';
import { checkPost } from '../domain/check-post.ts';
import { Refusal, type Warning } from '../domain/refusal.ts';
import type { PostStatus } from '../domain/statuses.ts';
import { appendEvents } from '../events/append-events.ts';
import { postMoved } from '../events/post-moved.ts';
import type { ActionContext } from './context.ts';
import type { PostWritten } from './create-post.ts';
import { checkVersion, findPostToChange } from './find-post-to-change.ts';
import { once } from './once.ts';
import { enqueuePublishing } from './post-jobs.ts';
import { readPostFacts } from './read-post-facts.ts';
import { readStoredDraft } from './read-stored-draft.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

export type PublishPostInput = {
  id: string;
  expectedVersion?: number | null | undefined;
  waitSeconds?: number | null | undefined;
  idempotencyKey?: string | null | undefined;
};

/**
 * Publishes a draft, or a scheduled post before its time. Of two calls at the same moment one publishes.
 * @throws Refusal: NOT_FOUND, ALREADY_PUBLISHED, VERSION_CONFLICT, or what keeps the post from being published.
 */
export async function publishPost(context: ActionContext, input: PublishPostInput): Promise<PostWritten> {
  requireScope(context.actor, 'POSTS_WRITE');
  const { id: postId, waitSeconds, idempotencyKey, expectedVersion } = input;
  const request = { mutation: 'publishPost', key: idempotencyKey, input: { id: postId, expectedVersion } };
  const written = await once(context, request, async (tx) => {
    const post = await findPostToChange(tx, context, postId);
    if (post.startedAt !== null) throw alreadyPublished();
    checkVersion(post, expectedVersion);
    const warnings = await checkStored(tx, context, postId);
    await start(tx, context, { postId, previous: post.status });
    await enqueuePublishing(context, tx, { postId, at: null });
    return { postId, warnings };
  });
  await waitUntilSettled(context, { postId, seconds: waitSeconds ?? 0 });
  return { warnings: [], ...written };
}

/** A stored post is looked at again as a whole: accounts come and go, limits change, and a draft may have been saved incomplete. */
async function checkStored(tx: Transaction, context: ActionContext, postId: string): Promise<readonly Warning[]> {
  const stored = await readStoredDraft(tx, postId);
  const { userErrors, warnings } = checkPost(
    { ...stored, scheduledAt: null, publish: true },
    await readPostFacts(tx, context),
  );
  if (userErrors.length > 0) throw new Refusal(userErrors, warnings);
  return warnings;
}

async function start(
  tx: Transaction,
  { actor }: ActionContext,
  { postId, previous }: { postId: string; previous: PostStatus },
): Promise<void> {
  await tx.$executeRaw`update post set started_at = app_now(), status = 'PUBLISHING', updated_at = app_now() where id = ${postId}`;
  await tx.$executeRaw`update delivery set due_at = app_now() where post_id = ${postId} and status = 'PENDING'`;
  await appendEvents(tx, actor.workspaceId, [postMoved(postId, previous, 'PUBLISHING')]);
}

function alreadyPublished(): Refusal {
  const message =
    'This post is already on its way or published. Use retryFailedPlatforms for what failed, or make a new post.';
  return new Refusal([{ code: 'ALREADY_PUBLISHED', message, path: ['input', 'id'] }]);
}
