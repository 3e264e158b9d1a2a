import type { Transaction } from '../database/prisma.ts';
import { requireScope } from '../domain/actor.ts';
import { checkContainers } from '../domain/check-containers.ts';
import { targetOf } from '../domain/plan-post.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import type { AccountStatus, PostStatus } from '../domain/statuses.ts';
import { appendEvents } from '../events/append-events.ts';
import { platformOf } from '../platforms/index.ts';
import type { ActionContext } from './context.ts';
import type { PostWritten } from './create-post.ts';
import { findPostToChange } from './find-post-to-change.ts';
import { enqueuePublishing } from './post-jobs.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

export type PublishPostInput = { id: string; waitSeconds?: number | null };

/**
 * Publishes a draft, or a scheduled post before its time. Of two calls at the same moment one publishes.
 * @throws Refusal: NOT_FOUND, ALREADY_PUBLISHED, or what keeps the post from being published.
 */
export async function publishPost(context: ActionContext, input: PublishPostInput): Promise<PostWritten> {
  requireScope(context.actor, 'POSTS_WRITE');
  const { id: postId } = input;
  await context.database.$transaction(async (tx) => {
    const post = await findPostToChange(tx, context, postId);
    if (post.startedAt !== null) throw alreadyPublished();
    const userErrors = await problemsOf(tx, context, postId);
    if (userErrors.length > 0) throw new Refusal(userErrors);
    await start(tx, context, postId);
    await enqueuePublishing(context, tx, { postId, at: null });
  });
  await waitUntilSettled(context, { postId, seconds: input.waitSeconds ?? 0 });
  return { postId, warnings: [] };
}

async function start(tx: Transaction, { actor }: ActionContext, postId: string): Promise<void> {
  const [before] = await tx.$queryRaw<{ status: PostStatus }[]>`select status from post where id = ${postId}`;
  await tx.$executeRaw`update post set started_at = app_now(), status = 'PUBLISHING', updated_at = app_now() where id = ${postId}`;
  await tx.$executeRaw`update delivery set due_at = app_now() where post_id = ${postId} and status = 'PENDING'`;
  const started = { postId, deliveryId: null, previousDeliveryStatus: null, deliveryStatus: null };
  await appendEvents(tx, actor.workspaceId, [
    { ...started, previousStatus: before?.status ?? null, status: 'PUBLISHING' },
  ]);
}

/** A stored post is looked at again as a whole: accounts come and go, and limits change. */
async function problemsOf(tx: Transaction, { limits }: ActionContext, postId: string): Promise<UserError[]> {
  const containers = await tx.container.findMany({ where: { postId }, orderBy: { position: 'asc' } });
  const deliveries = await tx.delivery.findMany({
    where: { postId },
    include: { account: true },
    orderBy: { id: 'asc' },
  });
  const accounts = deliveries.map(({ account }) => ({ ...account, status: account.status as AccountStatus }));
  const targets = accounts.map((account) => targetOf(account, { profileOf: (network) => platformOf(network).profile }));
  const disconnected = accounts.flatMap(({ id, username, status, channel }, index): UserError[] => {
    if (status !== 'DISCONNECTED') return [];
    const message = `@${username} was disconnected. Connect it again with connectAccount first.`;
    return [
      {
        code: 'ACCOUNT_DISCONNECTED',
        message,
        path: ['post', 'accounts', String(index)],
        network: channel,
        accountId: id,
      },
    ];
  });
  return [
    ...disconnected,
    ...checkContainers({ containers, shorthand: false, at: 'post' }, targets, limits.maxContainers),
  ];
}

function alreadyPublished(): Refusal {
  const message =
    'This post is already on its way or published. Use retryFailedPlatforms for what failed, or make a new post.';
  return new Refusal([{ code: 'ALREADY_PUBLISHED', message, path: ['input', 'id'] }]);
}
