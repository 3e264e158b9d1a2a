import { databaseErrorKind } from '../database/database-error-kind.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Transaction } from '../database/prisma.ts';
import { newId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { DeliveryNotHeld } from '../events/move-deliveries.ts';
import type { CallToMake } from '../platforms/platform.ts';
import { gather } from './gather.ts';
import type { Ended } from './record.ts';
import { type DoneCall, recordDone } from './record-done.ts';
import type { Claim, PublishingDeps, Step, Work, WorkSegment } from './work.ts';

type JournalDeps = Pick<PublishingDeps, 'database' | 'settings'>;
type Times = { startedAt: Date; deadlineAt: Date };
type Opening = { work: Work; segment: WorkSegment; call: CallToMake };

/** Where a process writes what its deliveries do. Those that write at the same time share statements. */
export type Journal = {
  /** Writes a step as being sent, before it is: only while the claim and its lease hold. The lease is renewed with it. */
  begin(opening: Opening): Promise<Step>;
  /** Writes what a delivery has done, and how its attempt ended where that was the last of it. */
  done(call: DoneCall): Promise<Ended | null>;
};

export function createJournal(deps: JournalDeps): Journal {
  const isAway = (error: unknown) => databaseErrorKind(error) === 'away';
  return {
    begin: gather((openings: readonly Opening[]) => beginSteps(deps, openings), isAway),
    done: gather((calls: readonly DoneCall[]) => recordDone(deps.database, calls), isAway),
  };
}

async function beginSteps(
  { database, settings }: JournalDeps,
  openings: readonly Opening[],
): Promise<(Step | Error)[]> {
  const opened = openings.map(({ work: { claim, round, lastPosition }, segment, call }) => {
    const { name, kind, request } = call;
    const { deliveryId, fence, attemptId } = claim;
    const position = lastPosition + 1;
    const step = { id: newId('Step'), segmentId: segment.id, attemptId, position, name, kind, request };
    return { step, row: { ...step, deliveryId, fence, round, timeoutMs: call.timeoutMs ?? settings.stepTimeoutMs } };
  });
  const rows = JSON.stringify(opened.map(({ row }) => row));
  const begun = await database.$queryRaw<(Times & { id: string })[]>`
    with opening as (
      select * from jsonb_to_recordset(${rows}::jsonb) as o(id text, "deliveryId" text, fence int, "segmentId" text, "attemptId" text,
        position int, round int, name text, kind text, request jsonb, "timeoutMs" float8)
    ), held as (
      select o.* from delivery d join opening o on o."deliveryId" = d.id and o.fence = d.fence
      where d.lease_until > app_now() order by d.id for no key update of d
    ), renewed as (
      update delivery d set lease_until = app_now() + ${settings.leaseMs} * interval '1 millisecond' from held where d.id = held."deliveryId"
    )
    insert into step (id, delivery_id, segment_id, attempt_id, position, round, name, kind, status, request, started_at, deadline_at)
    select id, "deliveryId", "segmentId", "attemptId", position, round, name, upper(kind), 'SENDING', request, app_now(),
           app_now() + "timeoutMs" * interval '1 millisecond'
    from held returning id, started_at as "startedAt", deadline_at as "deadlineAt"`;
  const times = new Map(begun.map(({ id, ...rest }) => [id, rest]));
  return opened.map(({ step, row }) => toStep(step, times.get(step.id)) ?? new DeliveryNotHeld(row.deliveryId));
}

type Sent = Pick<Step, 'id' | 'segmentId' | 'attemptId' | 'position' | 'name' | 'kind' | 'request'>;

function toStep(sent: Sent, times: Times | undefined): Step | null {
  if (!times) return null;
  const before = { result: null, secret: null, sends: 1, repeatRefused: false, refuted: false, beforeRetry: false };
  return { ...sent, ...before, status: 'SENDING', quietAt: times.deadlineAt, ...times };
}

/** Opens a lost commit again, to send the same request once more. */
export async function reopenStep({ database, settings }: JournalDeps, claim: Claim, lost: Step): Promise<Step> {
  const [times] = await database.$queryRaw<Omit<Times, 'startedAt'>[]>`
    with held as (
      update delivery set lease_until = ${inMs(settings.leaseMs)}
      where id = ${claim.deliveryId} and fence = ${claim.fence} and lease_until > app_now() returning id
    )
    update step set status = 'SENDING', sends = sends + 1, deadline_at = ${inMs(settings.stepTimeoutMs)}
    from held where step.id = ${lost.id} returning deadline_at as "deadlineAt"`;
  if (!times) throw new DeliveryNotHeld(claim.deliveryId);
  return { ...lost, status: 'SENDING', sends: lost.sends + 1, ...times, quietAt: times.deadlineAt };
}

/** What became of a step that is not done. */
type Undone = { status: 'REFUSED' | 'UNKNOWN'; failure: Json };

/** Closes a step that is not done, in a transaction of its claim. */
export async function closeStep(tx: Transaction, stepId: string, { status, failure }: Undone): Promise<void> {
  await tx.$executeRaw`
    update step set status = ${status}, result = null, failure = ${JSON.stringify(failure)}::jsonb, sealed = null, finished_at = app_now()
    where id = ${stepId}`;
}

/** Writes that nothing came of what the network took for a segment: by its own word, so that it can be begun afresh. */
export async function refuteCommits(tx: Transaction, segmentId: string, failure: Json): Promise<void> {
  await tx.$executeRaw`
    update step set failure = ${JSON.stringify(failure)}::jsonb
    where segment_id = ${segmentId} and kind = 'COMMIT' and status = 'DONE'`;
}

function inMs(timeoutMs: number): Prisma.Sql {
  return Prisma.sql`app_now() + ${timeoutMs} * interval '1 millisecond'`;
}
