import type { Database } from '../database/prisma.ts';

/**
 * Removes the oldest events of a batch's length that are older than so many days; gives how many. What goes is the beginning of a
 * workspace's log and never its middle, so that a reader sees by the numbers whether it missed something.
 */
export function forgetEvents(
  database: Pick<Database, '$executeRaw'>,
  keptDays: number,
  batch: number,
): Promise<number> {
  return database.$executeRaw`
    with oldest as (
      select workspace_id, seq from event where at < app_now() - ${keptDays} * interval '1 day' order by at limit ${batch}
    ), ends as (
      select workspace_id, max(seq) as seq from oldest group by workspace_id
    )
    delete from event using ends where event.workspace_id = ends.workspace_id and event.seq <= ends.seq`;
}
