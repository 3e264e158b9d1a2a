import type { Database } from '../database/prisma.ts';
import type { Clock } from '../domain/clock.ts';

/** Which of these API keys no longer act: those revoked, expired or gone. */
export async function findEndedKeys(database: Database, clock: Clock, ids: readonly string[]): Promise<string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    select asked.id from unnest(${[...ids]}::text[]) as asked(id)
    where not exists (
      select 1 from api_key k where k.id = asked.id and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > ${clock.now().toISOString()}::timestamptz))`;
  return rows.map(({ id }) => id);
}
