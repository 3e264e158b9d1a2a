import type { QueryContext } from './query-context.ts';

/** Which of these media are in a post that is not wholly posted, so that they cannot be deleted. The others are left out. */
export async function mediaInUse(
  { database, actor }: QueryContext,
  ids: readonly string[],
): Promise<Map<string, true>> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    select distinct u.media_id as id
    from container_media u join container c on c.id = u.container_id join post p on p.id = c.post_id
    where u.media_id = any(${[...new Set(ids)]}::text[]) and p.workspace_id = ${actor.workspaceId} and p.status <> 'POSTED'`;
  return new Map(rows.map(({ id }) => [id, true]));
}
