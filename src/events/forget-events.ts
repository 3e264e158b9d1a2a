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
    delete from event where ctid = any(array(
      select beginning.ctid from ends cross join lateral (
        select ctid from event e where e.workspace_id = ends.workspace_id and e.seq <= ends.seq order by e.seq limit ${batch}
      ) beginning))`;
}
