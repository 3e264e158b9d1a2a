import { Prisma } from '../database/generated/client.ts';
import type { Transaction } from '../database/prisma.ts';
import { commitsInDoubt } from '../events/commits-in-doubt.ts';
import type { Move } from '../events/move-deliveries.ts';

/** What a person decides about a delivery whose outcome is unknown. */
export type UnknownDecision = 'LOOK_UP' | 'PUBLISH_AGAIN' | 'MARK_POSTED';

/** Writes a person's decision into the journal, and gives the move that carries it out. */
export async function decideUnknown(tx: Transaction, again: Move, decision: UnknownDecision): Promise<Move> {
  if (decision === 'PUBLISH_AGAIN') return publishAgain(tx, again);
  if (decision === 'MARK_POSTED') return markPosted(tx, again);
  return again;
}

/** The next round forgets the lost commit: its keys and records are made afresh. */
async function publishAgain(tx: Transaction, again: Move): Promise<Move> {
  await tx.$executeRaw`
    update step set status = 'REFUSED', finished_at = app_now(),
      failure = jsonb_build_object('kind', 'transient', 'message', 'A person decided that it was not published.')
    where id in (select id from (${inDoubt(again)}) c)`;
  const { round } = await tx.delivery.findUniqueOrThrow({ where: { id: again.deliveryId }, select: { round: true } });
  return { ...again, round: round + 1 };
}

/** The segment counts as published, without an id or a URL; what comes behind it goes on. */
async function markPosted(tx: Transaction, again: Move): Promise<Move> {
  const { deliveryId } = again;
  await tx.$executeRaw`
    update segment set published_at = app_now() where id in (
      select segment_id from (${inDoubt(again)}) c)`;
  await tx.$executeRaw`
    update step set status = 'DONE', result = jsonb_build_object('markedPosted', true), finished_at = app_now()
    where delivery_id = ${deliveryId} and kind = 'COMMIT' and status in ('SENDING', 'UNKNOWN')`;
  const left = await tx.segment.count({ where: { deliveryId, publishedAt: null } });
  return left > 0 ? again : { ...again, to: 'POSTED', dueAt: null };
}

function inDoubt({ deliveryId }: Move): Prisma.Sql {
  return commitsInDoubt(Prisma.sql`${deliveryId}`);
}
