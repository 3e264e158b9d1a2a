import type { Standstill, StuckDelivery } from './queries/stuck-deliveries.ts';

type Advice = { why: string; whatToDo: string };

const errorOf = ({ error }: StuckDelivery) => error?.message ?? 'No reason was written.';
const adviceOf = ({ error }: StuckDelivery) => error?.hint ?? 'Read the log under its id.';
const timeOf = (time: Date | null) => time?.toISOString() ?? 'an unknown time';
const lastCallOf = ({ lastCall }: StuckDelivery) => (lastCall === null ? 'no call yet' : `last call: ${lastCall}`);

const advice: Record<Standstill, (delivery: StuckDelivery) => Advice> = {
  UNKNOWN: (delivery) => ({ why: errorOf(delivery), whatToDo: adviceOf(delivery) }),
  PAUSED: (delivery) => ({ why: errorOf(delivery), whatToDo: adviceOf(delivery) }),
  HELD: (delivery) => ({
    why: `The worker ${delivery.holder ?? '(unknown)'} is at it (${lastCallOf(delivery)}).`,
    whatToDo: 'Large files take their time. Else look into that worker’s log; if it is stopped, another one goes on.',
  }),
  WAITS: (delivery) => ({
    why: `It goes on at ${timeOf(delivery.dueAt)} (${lastCallOf(delivery)}).`,
    whatToDo: 'Nothing: the network is at work on it, or has to be looked at again.',
  }),
  LIMITED: (delivery) => ({
    why: `${delivery.network} allows the account no call before ${timeOf(delivery.allowedAt)}.`,
    whatToDo: 'Nothing: it goes on by itself then.',
  }),
  BEHIND: (delivery) => ({
    why: `${delivery.laneDeliveryId} is in flight on the same account.`,
    whatToDo: 'Nothing, unless that one is stuck too: it comes first.',
  }),
  LEFT: () => ({
    why: 'It is due, and no worker takes it.',
    whatToDo: 'Start a process with the worker role, or look at /health/ready and into the log of those that run.',
  }),
};

/** What stands still, as an operator reads it: each with since when, why, and what to do. */
export function stuckReport(deliveries: readonly StuckDelivery[]): string {
  if (deliveries.length === 0) return 'Nothing is stuck.\n';
  return deliveries.map((delivery) => `${paragraph(delivery)}\n`).join('\n');
}

function paragraph(delivery: StuckDelivery): string {
  const { id, postId, network, username, standstill, since } = delivery;
  const { why, whatToDo } = advice[standstill](delivery);
  return [
    `${standstill} since ${since.toISOString()}: ${id} to @${username} on ${network}, of ${postId}`,
    `  why         ${why}`,
    `  what to do  ${whatToDo}`,
  ].join('\n');
}
