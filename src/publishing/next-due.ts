import type { PublishingDeps } from './work.ts';

const hourMs = 3_600_000;

/** How long until something becomes due that isn't yet; timers beyond some weeks fire at once, so an hour at most. */
export async function nextDueInMs({ database }: Pick<PublishingDeps, 'database'>): Promise<number> {
  const [next] = await database.$queryRaw<{ ms: number | null }[]>`
    select extract(epoch from least(
      (select min(due_at) from delivery where due_at > app_now()),
      (select min(scheduled_at) from post where started_at is null and scheduled_at > app_now())
    ) - app_now())::float8 * 1000 as ms`;
  return Math.max(1, Math.min(next?.ms ?? hourMs, hourMs));
}
