import { Prisma } from '../database/generated/client.ts';
import type { Actor } from '../domain/actor.ts';
import type { MediaKind } from '../domain/profile.ts';
import { among } from './among.ts';

/** Null = no filter; an empty list matches nothing. */
export type MediaFilter = { kinds?: readonly MediaKind[] | null | undefined; search?: string | null | undefined };

/** The condition under which a medium `m` is in the actor's library and passes a filter. */
export function inLibrary({ workspaceId }: Actor, { kinds, search }: MediaFilter): Prisma.Sql {
  const conditions = [Prisma.sql`m.workspace_id = ${workspaceId} and m.deleted_at is null`, ...among('m.kind', kinds)];
  if (search?.trim()) {
    const pattern = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(Prisma.sql`(m.filename ilike ${pattern} or m.alt_text ilike ${pattern})`);
  }
  return Prisma.join(conditions, ' and ');
}
