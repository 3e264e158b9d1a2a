import type { AttemptOutcome } from '../domain/statuses.ts';
import type { Ended } from './record.ts';
import type { Claim, PublishingDeps } from './work.ts';

type Deps = Pick<PublishingDeps, 'clock' | 'log' | 'counts'>;

const sentences: Partial<Record<AttemptOutcome, string>> = {
  SUCCEEDED: 'An attempt succeeded.',
  UNKNOWN: 'The outcome of an attempt is unknown.',
};

/** Counts an attempt that has ended, and writes a line about it. A network's own words stay out of it: they may repeat what was sent. */
export function tellEnd({ clock, log, counts }: Deps, claim: Claim, { outcome, status, code }: Ended): void {
  const { channel } = claim.row.account;
  const now = clock.now().getTime();
  counts.attemptEnded(channel, outcome);
  if (status !== 'PENDING') counts.settled(channel, { status, afterMs: now - new Date(claim.row.sentOnAt).getTime() });
  log(outcome === 'SUCCEEDED' ? 'info' : 'warn', sentences[outcome] ?? 'An attempt failed.', {
    ...namesOf(claim),
    outcome,
    status,
    ...(code === null ? {} : { code }),
    durationMs: Math.round(now - claim.attemptStartedAt.getTime()),
  });
}

/** Counts a delivery that a worker had to be relieved of, and writes a line about it. */
export function tellTakeover({ log, counts }: Deps, claim: Claim): void {
  counts.takenOver(claim.row.account.channel);
  log('warn', 'A delivery is taken over from a worker that stopped.', namesOf(claim));
}

function namesOf({ postId, deliveryId, attemptId, row }: Claim) {
  return { postId, deliveryId, attemptId, accountId: row.account.id, network: row.account.channel };
}
