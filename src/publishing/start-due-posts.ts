import { appendToLogs } from '../events/append-events.ts';
import { postMoved } from '../events/post-moved.ts';
import type { PublishingDeps } from './work.ts';

const batch = 500;

/** Starts the scheduled posts whose time has come: the post moves to PUBLISHING, its deliveries become due. True where there may be more. */
export async function startDuePosts({ database }: Pick<PublishingDeps, 'database'>): Promise<boolean> {
  return database.$transaction(async (tx) => {
    const started = await tx.$queryRaw<{ id: string; workspaceId: string }[]>`
      with due as (
        select id from post where started_at is null and scheduled_at <= app_now()
        order by scheduled_at limit ${batch} for update skip locked
      )
      update post set started_at = app_now(), status = 'PUBLISHING', updated_at = app_now()
      from due where post.id = due.id returning post.id, post.workspace_id as "workspaceId"`;
    if (started.length === 0) return false;
    const postIds = started.map(({ id }) => id);
    // A statement of its own: one that had to wait for a post's lock would not see deliveries that were added meanwhile.
    await tx.$executeRaw`
      update delivery set due_at = post.scheduled_at from post
      where post.id = delivery.post_id and post_id = any(${postIds}) and delivery.status = 'PENDING'`;
    const events = started.map(({ id, workspaceId }) => ({
      workspaceId,
      ...postMoved(id, 'SCHEDULED', 'PUBLISHING'),
    }));
    await appendToLogs(tx, events);
    return started.length === batch;
  });
}
