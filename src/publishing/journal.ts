import { Prisma } from '../database/generated/client.ts';
import type { Transaction } from '../database/prisma.ts';
import { newId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { DeliveryNotHeld } from '../events/move-deliveries.ts';
import type { CallToMake } from '../platforms/platform.ts';
import type { Claim, PublishingDeps, Step, Work, WorkSegment } from './work.ts';

type JournalDeps = Pick<PublishingDeps, 'database' | 'settings'>;
type Times = { startedAt: Date; deadlineAt: Date };

/** Writes a step as being sent, before it is: only while the claim and its lease hold. The lease is renewed with it. */
export async function beginStep(
  { database, settings }: JournalDeps,
  work: Work,
  opening: { segment: WorkSegment; call: CallToMake },
): Promise<Step> {
  const { segment, call } = opening;
  const { claim, round } = work;
  const id = newId('Step');
  const position = work.lastPosition + 1;
  const [times] = await database.$queryRaw<Times[]>`
    with held as (${renewal(claim, settings.leaseMs)})
    insert into step (id, delivery_id, segment_id, attempt_id, position, round, name, kind, status, request, started_at, deadline_at)
    select ${id}, held.id, ${segment.id}, ${claim.attemptId}, ${position}, ${round}, ${call.name},
           ${call.kind.toUpperCase()}, 'SENDING', ${JSON.stringify(call.request)}::jsonb, app_now(), ${deadline(call.timeoutMs ?? settings.stepTimeoutMs)}
    from held returning started_at as "startedAt", deadline_at as "deadlineAt"`;
  if (!times) throw new DeliveryNotHeld(claim.deliveryId);
  const { name, kind, request } = call;
  const opened = { id, segmentId: segment.id, attemptId: claim.attemptId, position, name, kind, request };
  return {
    ...opened,
    status: 'SENDING',
    result: null,
    secret: null,
    sends: 1,
    repeatRefused: false,
    beforeRetry: false,
    quietAt: times.deadlineAt,
    ...times,
  };
}

/** Opens a lost commit again, to send the same request once more. */
export async function reopenStep({ database, settings }: JournalDeps, claim: Claim, lost: Step): Promise<Step> {
  const [times] = await database.$queryRaw<Omit<Times, 'startedAt'>[]>`
    with held as (${renewal(claim, settings.leaseMs)})
    update step set status = 'SENDING', sends = sends + 1, deadline_at = ${deadline(settings.stepTimeoutMs)}
    from held where step.id = ${lost.id} returning deadline_at as "deadlineAt"`;
  if (!times) throw new DeliveryNotHeld(claim.deliveryId);
  return { ...lost, status: 'SENDING', sends: lost.sends + 1, ...times, quietAt: times.deadlineAt };
}

/** What became of a step. */
export type StepOutcome =
  | { status: 'DONE'; result: Json; sealed: string | null }
  | { status: 'REFUSED' | 'UNKNOWN'; failure: Json };

/** Closes a step, in a transaction of its claim. */
export async function closeStep(tx: Transaction, stepId: string, outcome: StepOutcome): Promise<void> {
  const done = outcome.status === 'DONE';
  const result = done ? JSON.stringify(outcome.result) : null;
  const failure = done ? null : JSON.stringify(outcome.failure);
  await tx.$executeRaw`
    update step set status = ${outcome.status}, result = ${result}::jsonb, failure = ${failure}::jsonb,
      sealed = ${done ? outcome.sealed : null}, finished_at = app_now()
    where id = ${stepId}`;
}

function renewal(claim: Claim, leaseMs: number): Prisma.Sql {
  return Prisma.sql`update delivery set lease_until = app_now() + ${leaseMs} * interval '1 millisecond'
    where id = ${claim.deliveryId} and fence = ${claim.fence} and lease_until > app_now() returning id`;
}

function deadline(timeoutMs: number): Prisma.Sql {
  return Prisma.sql`app_now() + ${timeoutMs} * interval '1 millisecond'`;
}
