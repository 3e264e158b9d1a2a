import type { Transaction } from '../database/prisma.ts';
import { requireScope } from '../domain/actor.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import type { DeliveryStatus } from '../domain/statuses.ts';
import { type Move, moveDeliveries } from '../events/move-deliveries.ts';
import type { ActionContext } from './context.ts';
import type { PostWritten } from './create-post.ts';
import { decideUnknown, type UnknownDecision } from './decide-unknown.ts';
import { findPostToChange } from './find-post-to-change.ts';
import { once } from './once.ts';
import { enqueuePublishing } from './post-jobs.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

export type RetryFailedPlatformsInput = {
  id: string;
  /** Null: every one that failed. */
  accountIds?: readonly string[] | null | undefined;
  /** What to do with deliveries whose outcome is unknown. LOOK_UP where it is not given. */
  unknown?: UnknownDecision | null | undefined;
  waitSeconds?: number | null | undefined;
  idempotencyKey?: string | null | undefined;
};

/**
 * Runs the deliveries again that FAILED, and those whose outcome is UNKNOWN as the caller decides: those alone, from the segment
 * that failed. What is live stays.
 * @throws Refusal: NOT_FOUND, NOTHING_TO_RETRY.
 */
export async function retryFailedPlatforms(
  context: ActionContext,
  input: RetryFailedPlatformsInput,
): Promise<PostWritten> {
  requireScope(context.actor, 'POSTS_WRITE');
  const { waitSeconds, idempotencyKey, ...asked } = input;
  const request = { mutation: 'retryFailedPlatforms', key: idempotencyKey, input: asked };
  const written = await once(context, request, async (tx) => {
    const { id: postId } = asked;
    await findPostToChange(tx, context, postId);
    const chosen = await chooseDeliveries(tx, asked);
    const moves: Move[] = [];
    for (const delivery of chosen)
      moves.push(await moveOf(tx, context, { postId, delivery, decision: asked.unknown ?? 'LOOK_UP' }));
    await moveDeliveries(tx, moves);
    await enqueuePublishing(context, tx, { postId, at: null });
    return { postId };
  });
  await waitUntilSettled(context, { postId: written.postId, seconds: waitSeconds ?? 0 });
  return { ...written, warnings: [] };
}

type Retrying = { postId: string; delivery: Chosen; decision: UnknownDecision };

async function moveOf(tx: Transaction, { clock }: ActionContext, retrying: Retrying): Promise<Move> {
  const { postId, delivery, decision } = retrying;
  const again: Move = {
    postId,
    deliveryId: delivery.id,
    to: 'PENDING',
    fence: null,
    from: retryable,
    error: null,
    dueAt: clock.now(),
    failures: 0,
    retried: true,
  };
  return delivery.status === 'UNKNOWN' ? decideUnknown(tx, again, decision) : again;
}

const retryable: readonly DeliveryStatus[] = ['FAILED', 'UNKNOWN'];

type Chosen = { id: string; accountId: string; status: string };

async function chooseDeliveries(tx: Transaction, { id, accountIds }: RetryFailedPlatformsInput): Promise<Chosen[]> {
  const deliveries = await tx.delivery.findMany({
    where: { postId: id },
    select: { id: true, accountId: true, status: true },
    orderBy: { id: 'asc' },
  });
  const failed = deliveries.filter(({ status }) => retryable.includes(status as DeliveryStatus));
  if (accountIds === null || accountIds === undefined) {
    if (failed.length > 0) return failed;
    throw new Refusal([nothing('No delivery of this post has failed, so there is nothing to retry.', ['input', 'id'])]);
  }
  const wrong = accountIds.flatMap((accountId, index): UserError[] => {
    if (failed.some((delivery) => delivery.accountId === accountId)) return [];
    const state = deliveries.find((delivery) => delivery.accountId === accountId)?.status;
    const reason =
      state === undefined ? 'does not go to the account' : `has not failed on the account (it is ${state} there)`;
    return [
      nothing(`This post ${reason} "${accountId}". Name accounts from failedPlatforms, or leave accountIds out.`, [
        'input',
        'accountIds',
        String(index),
      ]),
    ];
  });
  if (accountIds.length === 0)
    wrong.push(
      nothing('Name at least one account, or leave accountIds out for all that failed.', ['input', 'accountIds']),
    );
  if (wrong.length > 0) throw new Refusal(wrong);
  return failed.filter((delivery) => accountIds.includes(delivery.accountId));
}

function nothing(message: string, path: string[]): UserError {
  return { code: 'NOTHING_TO_RETRY', message, path };
}
