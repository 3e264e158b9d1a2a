import type { TestApp } from '../support/app.ts';

/** What became of a delivery: how many of its segments the network has not though it says so, or has more than once. */
export type Outcome = { status: string; error: string | null; calls: number; lost: number; doubled: number };

/** Compares what deliveries say with what the networks have. */
export async function outcomesOf(app: TestApp, deliveryIds: readonly string[]): Promise<Map<string, Outcome>> {
  const there = await app.sandbox.published();
  const deliveries = await app.database.delivery.findMany({
    where: { id: { in: [...deliveryIds] } },
    include: { account: true, segments: true, steps: { select: { id: true } } },
  });
  return new Map(
    deliveries.map((delivery) => {
      const own = there.filter(
        ({ channel, account }) => channel === delivery.account.channel && account === delivery.account.username,
      );
      const { status, segments, steps } = delivery;
      const recorded = segments.flatMap(({ remoteId }) => remoteId ?? []);
      const lost = recorded.filter((remoteId) => !own.some(({ id }) => id === remoteId)).length;
      const doubled =
        Math.max(0, own.length - segments.length) + (own.length - new Set(own.map(({ text }) => text)).size);
      const error = (delivery.error as { message: string } | null)?.message ?? null;
      const missing = status === 'POSTED' ? Math.max(0, segments.length - own.length) : 0;
      return [delivery.id, { status, error, calls: steps.length, lost: Math.max(lost, missing), doubled }] as const;
    }),
  );
}
