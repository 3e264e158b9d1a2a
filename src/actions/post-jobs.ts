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
