import type { Database } from '../src/database/prisma.ts';

/** What became of one delivery: what it says, and what the network has. */
export type Outcome = {
  network: string;
  text: string;
  status: string;
  /** Why it is not POSTED. */
  reason: string | null;
  /** Segments that it says are live, and the network has not. */
  lost: number;
  /** Publications beyond one a segment, and those that it says it has not made. */
  doubled: number;
  /** From its due time to the last change. */
  tookMs: number;
};

type Publication = { channel: string; account: string; text: string };

const unsettled = new Set(['PENDING', 'PUBLISHING']);

/** How many deliveries have not settled. */
export function countLeft(database: Database): Promise<number> {
  return database.delivery.count({ where: { status: { in: [...unsettled] } } });
}

/** Compares every delivery with what the networks have. Texts end with a mark that is no other's. */
export async function readOutcomes(database: Database, sandboxUrl: string, markOf: MarkOf): Promise<Outcome[]> {
  const published = (await (await fetch(`${sandboxUrl}/_published`)).json()) as Publication[];
  const there = Map.groupBy(published, ({ channel, account, text }) => keyOf(channel, account, markOf(text)));
  const deliveries = await database.delivery.findMany({
    include: { account: true, segments: true, post: { include: { containers: { orderBy: { position: 'asc' } } } } },
  });
  return deliveries.map(({ account, segments, post, status, error, updatedAt }) => {
    const text = markOf(post.containers[0]?.content ?? '');
    const own = there.get(keyOf(account.channel, account.username, text)) ?? [];
    const recorded = segments.filter(({ publishedAt }) => publishedAt !== null).length;
    const repeated = own.length - new Set(own.map((publication) => publication.text)).size;
    // Of an UNKNOWN delivery a segment may be there that is not recorded.
    const unrecorded = Math.max(0, own.length - repeated - recorded - (status === 'UNKNOWN' ? 1 : 0));
    return {
      network: account.channel,
      text,
      status,
      reason: status === 'POSTED' ? null : ((error as { message: string } | null)?.message ?? 'no reason'),
      lost: Math.max(0, recorded - own.length),
      doubled: repeated + (unsettled.has(status) ? 0 : unrecorded),
      tookMs: updatedAt.getTime() - (post.scheduledAt ?? post.createdAt).getTime(),
    };
  });
}

export type MarkOf = (text: string) => string;

function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** A line a network, and one for all. */
export function printOutcomes(outcomes: readonly Outcome[]): void {
  const byNetwork = Map.groupBy(outcomes, ({ network }) => network);
  const lines = [...byNetwork].sort(([a], [b]) => a.localeCompare(b)).map(([network, own]) => [network, lineOf(own)]);
  console.table(Object.fromEntries([...lines, ['all', lineOf(outcomes)]]));
  const reasons = outcomes.flatMap(({ network, status, reason }) =>
    reason === null ? [] : [`${network} ${status}: ${reason}`],
  );
  for (const [reason, own] of Map.groupBy(reasons, (one) => one)) console.log(`${own.length} × ${reason}`);
  for (const outcome of outcomes.filter(({ lost, doubled }) => lost + doubled > 0))
    console.log(`WRONG: ${JSON.stringify(outcome)}`);
}

function lineOf(outcomes: readonly Outcome[]): Record<string, number> {
  const count = (...statuses: string[]) => outcomes.filter(({ status }) => statuses.includes(status)).length;
  const sum = (of: 'lost' | 'doubled') => outcomes.reduce((total, outcome) => total + outcome[of], 0);
  return {
    deliveries: outcomes.length,
    posted: count('POSTED'),
    unknown: count('UNKNOWN'),
    failed: count('FAILED'),
    paused: count('PAUSED'),
    left: count(...unsettled),
    lost: sum('lost'),
    doubled: sum('doubled'),
  };
}
