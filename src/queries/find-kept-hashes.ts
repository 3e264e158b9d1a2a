import type { Database } from '../database/prisma.ts';

/** Which of these files are of media that are in a library, or were deleted from it and are still shown by a post. Of all workspaces. */
export async function findKeptHashes(database: Database, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await database.$queryRaw<{ hash: string }[]>`
    select distinct m.content_hash as hash from media m
    where m.content_hash = any(${hashes}::text[])
      and (m.deleted_at is null or exists (select from container_media u where u.media_id = m.id))`;
  return new Set(rows.map(({ hash }) => hash));
}
