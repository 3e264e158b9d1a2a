import { Prisma } from '../database/generated/client.ts';

/** Commits of a delivery whose answer has not come, or was lost. */
export function openCommits(deliveryId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select s.id, s.segment_id from step s
    where s.delivery_id = ${deliveryId} and s.kind = 'COMMIT' and s.status in ('SENDING', 'UNKNOWN')`;
}

/** Commits of a delivery that may have made something live which is not recorded: open ones, and those that the network took and was not seen to show. */
export function commitsInDoubt(deliveryId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select s.id, s.segment_id from step s join segment g on g.id = s.segment_id
    where s.delivery_id = ${deliveryId} and s.kind = 'COMMIT' and g.published_at is null
      and (s.status in ('SENDING', 'UNKNOWN') or (s.status = 'DONE' and s.failure is null))`;
}
