import { Prisma } from '../database/generated/client.ts';

/** The condition that a column has one of some values, where they are asked for: an empty list matches nothing. */
export function among(column: string, values: readonly string[] | null | undefined): Prisma.Sql[] {
  return values == null ? [] : [Prisma.sql`${Prisma.raw(column)} = any(${[...values]}::text[])`];
}
