import { requireScope } from '../domain/actor.ts';
import { inLibrary, type MediaFilter } from './media-filter.ts';
import type { QueryContext } from './query-context.ts';

/** How many media of the library pass a filter. */
export async function countMedia({ database, actor }: QueryContext, filter: MediaFilter): Promise<number> {
  requireScope(actor, 'MEDIA_READ');
  const [row] = await database.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from media m where ${inLibrary(actor, filter)}`;
  return Number(row?.count ?? 0n);
}
