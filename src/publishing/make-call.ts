import type { Json } from '../domain/json.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import type { CallResult, PublishingRoom } from '../platforms/platform.ts';
import type { Lease } from './hold-lease.ts';
import type { Hold, PublishingDeps, Step, Work } from './work.ts';

/** What a call came to, and what it told of the account's limits. */
export type Answer = ({ ok: true; value: CallResult } | { ok: false; failure: PlatformFailure }) & {
  hold: Hold | null;
};

type Making = { step: Step; credentials: unknown; lease: Lease; beforeSending: () => Promise<void> };

/** Sends a step that the journal has as being sent, once. The lease is looked at last, just before anything leaves. */
export async function makeCall(
  deps: PublishingDeps,
  work: Work,
  { step, credentials, lease, beforeSending }: Making,
): Promise<Answer> {
  const { room, account } = work;
  const call = room.calls[step.name];
  if (!call)
    return { ok: false, failure: internal(new Error(`The room has no call named ${step.name}.`), 'no'), hold: null };
  const timeoutMs = step.deadlineAt.getTime() - deps.clock.now().getTime();
  const recorded = await recordedIds(deps, work, step);
  await beforeSending();
  lease.assertHeld();
  const signal = AbortSignal.any([AbortSignal.timeout(Math.max(1, timeoutMs)), lease.signal]);
  let spentUntil: Date | null = null;
  const onSpent = (until: Date) => {
    spentUntil = until;
  };
  try {
    const session = deps.openSession(room, {
      account,
      credentials,
      signal,
      secretOf: (name) => secretOf(work, step, name),
      isRecorded: (remoteId) => recorded.has(remoteId),
      onSpent,
    });
    const value = await call.make(step.request, session);
    return { ok: true, value, hold: holdOf(room, step, spentUntil) };
  } catch (error) {
    if (error instanceof PlatformFailure) return { ok: false, failure: error, hold: holdOf(room, step, spentUntil) };
    deps.log('error', 'A call failed in Postern itself.', {
      deliveryId: work.claim.deliveryId,
      call: step.name,
      error,
    });
    return { ok: false, failure: internal(error, 'maybe'), hold: null };
  }
}

/** A limit of calls that are like the answered one concerns publishing where that published. */
function holdOf({ failures }: PublishingRoom, { kind }: Step, until: Date | null): Hold | null {
  if (until === null) return null;
  if (failures.budget?.covers === 'account') return { lane: 'account', until };
  return kind === 'commit' ? { lane: 'publishing', until } : null;
}

function internal(cause: unknown, happened: 'no' | 'maybe'): PlatformFailure {
  return new PlatformFailure({
    kind: 'internal',
    happened,
    message: 'Postern could not make or read this call.',
    cause,
  });
}

function secretOf({ steps }: Work, { segmentId }: Step, name: string): Json {
  return (
    steps.findLast((step) => step.segmentId === segmentId && step.name === name && step.status === 'DONE')?.secret ??
    null
  );
}

const remembered = 200;

/** What other segments published lately: a look, and a second try, have to tell their own from theirs. */
async function recordedIds({ database }: PublishingDeps, work: Work, step: Step): Promise<ReadonlySet<string>> {
  const firstTry = !work.steps.some(
    ({ kind, segmentId, id }) => kind === 'commit' && segmentId === step.segmentId && id !== step.id,
  );
  if (step.kind !== 'check' && firstTry && step.sends === 1) return new Set();
  const rows = await database.segment.findMany({
    where: { accountId: work.account.id, remoteId: { not: null } },
    orderBy: { publishedAt: 'desc' },
    take: remembered,
    select: { remoteId: true },
  });
  return new Set(rows.flatMap(({ remoteId }) => remoteId ?? []));
}
