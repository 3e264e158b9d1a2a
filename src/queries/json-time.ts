import { Prisma } from '../database/generated/client.ts';

/** A time within JSON as answers write it, so that nothing has to read it between the database and the answer: RFC 3339, UTC, milliseconds. */
export function jsonTime(column: string): Prisma.Sql {
  return Prisma.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}
