import { z } from 'zod';
import type { Transaction } from '../database/prisma.ts';
import { defineTask } from '../scheduler/task.ts';
import type { ActionDeps } from './context.ts';

/** Wakes a worker, anywhere, for a post whose deliveries become due. The rows say what is due; a job that comes twice does no harm. */
export const publishPostTask = defineTask('publish-post', z.object({ postId: z.string() }));

/** Inserts the post's alarm in the transaction that makes its deliveries due. */
export async function enqueuePublishing(
  { scheduler }: Pick<ActionDeps, 'scheduler'>,
  tx: Transaction,
  alarm: { postId: string; at: Date | null },
): Promise<void> {
  await scheduler.enqueue(tx, { task: publishPostTask, payload: { postId: alarm.postId }, at: alarm.at });
}

/** Wakes a worker for an account that was connected again: what was PAUSED for it goes on. */
export const resumeAccountTask = defineTask('resume-account', z.object({ accountId: z.string() }));

/** Inserts the alarm in the transaction that connects the account. */
export async function enqueueResuming(
  { scheduler }: Pick<ActionDeps, 'scheduler'>,
  tx: Transaction,
  accountId: string,
): Promise<void> {
  await scheduler.enqueue(tx, { task: resumeAccountTask, payload: { accountId }, at: null });
}
