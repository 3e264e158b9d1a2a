import type { Transaction } from '../database/prisma.ts';
import type { PostEvent } from './post-event.ts';

export type NewEvent = Omit<PostEvent, 'workspaceId' | 'seq' | 'at'>;

/** The doorbell: empty, since payloads are short and lost on reconnect. Who hears it reads the log. */
export const eventsChannel = 'postern_events';

/**
 * Appends to a workspace's log. Numbers are taken under the workspace's row lock, so this comes last in its transaction: they commit
 * in their order, and a reader's cursor skips nothing.
 */
export async function appendEvents(tx: Transaction, workspaceId: string, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = JSON.stringify(events.map((event, index) => ({ ...event, index })));
  await tx.$executeRaw`
    with numbered as (
      update workspace set event_seq = event_seq + ${events.length} where id = ${workspaceId} returning event_seq
    ), appended as (
      insert into event (workspace_id, seq, post_id, previous_status, status, delivery_id, previous_delivery_status, delivery_status)
      select ${workspaceId}, numbered.event_seq - ${events.length} + 1 + e.index, e."postId", e."previousStatus", e.status,
             e."deliveryId", e."previousDeliveryStatus", e."deliveryStatus"
      from numbered, jsonb_to_recordset(${rows}::jsonb) as e(
        index int, "postId" text, "previousStatus" text, status text, "deliveryId" text, "previousDeliveryStatus" text, "deliveryStatus" text)
    )
    select pg_notify(${eventsChannel}, '')`;
}

/** The same for several workspaces, always in one order: two transactions cannot wait for each other's locks. */
export async function appendToLogs(
  tx: Transaction,
  events: readonly (NewEvent & Pick<PostEvent, 'workspaceId'>)[],
): Promise<void> {
  const byWorkspace = [...Map.groupBy(events, ({ workspaceId }) => workspaceId)];
  for (const [workspaceId, own] of byWorkspace.sort(([a], [b]) => (a < b ? -1 : 1)))
    await appendEvents(tx, workspaceId, own);
}
