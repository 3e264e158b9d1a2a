import { Prisma } from '../database/generated/client.ts';

/** In place of a list that is not asked for. */
export const noRows = Prisma.sql`'[]'::json`;
