import type { Database } from '../database/prisma.ts';

type Forgetting = { keptDays: number; batch: number };

/**
 * Removes steps of deliveries that have been POSTED or REMOVED for so many days, a batch at most; gives how many. What was published
 * stands in their segments. A delivery that can still be retried keeps its journal.
 */
export function forgetJournals(
  database: Pick<Database, '$executeRaw'>,
  { keptDays, batch }: Forgetting,
): Promise<number> {
  return database.$executeRaw`
    delete from step where id in (
      select s.id from step s join delivery d on d.id = s.delivery_id
      where s.started_at < app_now() - ${keptDays} * interval '1 day'
        and d.status in ('POSTED', 'REMOVED') and d.updated_at < app_now() - ${keptDays} * interval '1 day'
      order by s.started_at limit ${batch})`;
}
