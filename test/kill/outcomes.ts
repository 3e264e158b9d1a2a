import { publishingRooms } from '../../src/platforms/index.ts';
import type { TestApp } from '../support/app.ts';

/**
 * What became of a delivery: how many of its segments the network has not though it says so, has more than once, or has under another
 * parent than the container before (of a reply) or the root (of a comment).
 */
export type Outcome = {
  status: string;
  error: string | null;
  calls: number;
  lost: number;
  doubled: number;
  misplaced: number;
};

/** Compares what deliveries say with what the networks have. */
export async function outcomesOf(app: TestApp, deliveryIds: readonly string[]): Promise<Map<string, Outcome>> {
  const there = await app.sandbox.published();
  const deliveries = await app.database.delivery.findMany({
    where: { id: { in: [...deliveryIds] } },
    include: { account: true, segments: { orderBy: { position: 'asc' } }, steps: { select: { id: true } } },
  });
  return new Map(
    deliveries.map((delivery) => {
      const { channel, username } = delivery.account;
      const own = there.filter((piece) => piece.channel === channel && piece.account === username);
      const error = (delivery.error as { message: string } | null)?.message ?? null;
      const { status, steps } = delivery;
      return [delivery.id, { status, error, calls: steps.length, ...compare(delivery, own) }] as const;
    }),
  );
}

type Piece = { id: string; text: string; inReplyTo: string | null };
type Published = { status: string; account: { channel: string }; segments: readonly { remoteId: string | null }[] };

function compare({ status, account, segments }: Published, own: readonly Piece[]) {
  const recorded = segments.flatMap(({ remoteId }) => remoteId ?? []);
  const chained = publishingRooms.get(account.channel)?.profile.replies === 'THREAD';
  const parentOf = (index: number) => recorded[chained ? index - 1 : Math.min(index - 1, 0)] ?? null;
  const missing = status === 'POSTED' ? Math.max(0, segments.length - own.length) : 0;
  const lost = recorded.filter((remoteId) => !own.some(({ id }) => id === remoteId)).length;
  return {
    lost: Math.max(lost, missing),
    doubled: Math.max(0, own.length - segments.length) + (own.length - new Set(own.map(({ text }) => text)).size),
    misplaced: own.filter(({ id, inReplyTo }) => {
      const index = recorded.indexOf(id);
      return index >= 0 && inReplyTo !== parentOf(index);
    }).length,
  };
}
