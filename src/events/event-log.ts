import type { Database } from '../database/prisma.ts';
import type { DeliveryStatus, PostStatus } from '../domain/statuses.ts';
import type { PostEvent } from './post-event.ts';

/** The number of a workspace's last event: what `eventCursor` holds. */
export async function lastEventSeq(database: Database, workspaceId: string): Promise<bigint> {
  const workspace = await database.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { eventSeq: true },
  });
  return workspace.eventSeq;
}

/** The number of the oldest event that is kept, or null where none is. */
export async function oldestEventSeq(database: Database, workspaceId: string): Promise<bigint | null> {
  const oldest = await database.event.findFirst({
    where: { workspaceId },
    orderBy: { seq: 'asc' },
    select: { seq: true },
  });
  return oldest?.seq ?? null;
}

type Range = { workspaceId: string; after: bigint; limit: number };

/** Events after a number, in order. */
export async function readEvents(database: Database, { workspaceId, after, limit }: Range): Promise<PostEvent[]> {
  const rows = await database.event.findMany({
    where: { workspaceId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: limit,
  });
  return rows.map((row) => ({
    ...row,
    previousStatus: row.previousStatus as PostStatus | null,
    status: row.status as PostStatus | null,
    previousDeliveryStatus: row.previousDeliveryStatus as DeliveryStatus | null,
    deliveryStatus: row.deliveryStatus as DeliveryStatus | null,
  }));
}
