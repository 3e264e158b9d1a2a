import type { ActionContext } from './context.ts';

type Waiting = { postId: string; seconds: number };
type Waiter = Pick<ActionContext, 'actor' | 'database' | 'events'>;

/** Waits until no delivery of a post is under way, or the time is over. What was written stands: waiting never fails the call. */
export async function waitUntilSettled(context: Waiter, waiting: Waiting): Promise<void> {
  if (waiting.seconds > 0) await settled(context, waiting).catch(() => undefined);
}

async function settled(context: Waiter, { postId, seconds }: Waiting): Promise<void> {
  const { workspaceId } = context.actor;
  const signal = AbortSignal.timeout(seconds * 1000);
  const after = await currentSeq(context);
  if (await hasSettled(context, postId)) return;
  for await (const event of await context.events.subscribe({ workspaceId, postId, after, signal })) {
    if (event.deliveryId === null && event.status !== 'PUBLISHING') return;
  }
}

async function currentSeq({ actor, database }: Pick<ActionContext, 'actor' | 'database'>): Promise<bigint> {
  const workspace = await database.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { eventSeq: true },
  });
  return workspace.eventSeq;
}

async function hasSettled({ database }: Pick<ActionContext, 'database'>, postId: string): Promise<boolean> {
  const post = await database.post.findUniqueOrThrow({ where: { id: postId }, select: { status: true } });
  return post.status !== 'PUBLISHING';
}
