import { failureKinds } from '../domain/delivery-error.ts';
import type { JsonObject } from '../domain/json.ts';
import type { PlatformFailure } from '../platforms/failure.ts';
import type { CallResult, Published } from '../platforms/platform.ts';
import { afterFailure, type Consequence } from './after-failure.ts';
import { decide, isOpenCommit, isTaken } from './decide.ts';
import { inClaim } from './in-claim.ts';
import { closeStep, refuteCommits } from './journal.ts';
import { type Ended, type Failing, holdAccount, recordFailure, recordWait } from './record.ts';
import type { DoneCall } from './record-done.ts';
import type { Run } from './run.ts';
import type { Hold, Step, Work, WorkSegment } from './work.ts';

/** What a run does next: it goes on, lets go of the delivery for a while, or its attempt has ended. */
export type Progress = 'go_on' | 'wait' | Ended;

/** Writes a call's result, and all that follows from it. */
export async function closeDone(
  run: Run,
  segment: WorkSegment,
  { step, value, hold = null }: { step: Step; value: CallResult; hold?: Hold | null },
): Promise<Progress> {
  const { deps, work } = run;
  const secret = value.secret ?? null;
  const sealed = secret === null ? null : deps.sealer.seal(JSON.stringify(secret), step.id);
  replaceStep(work, { ...step, status: 'DONE', result: value.result, secret });
  const after = decide(work, segment, { now: deps.clock.now(), marginMs: deps.settings.marginMs });
  const done = { id: step.id, result: value.result, sealed };
  return writeDone(run, segment, { step: done, published: after.do === 'finish' ? after.published : null, hold });
}

type Done = Pick<DoneCall, 'step' | 'hold'> & { published: Published | null };

/** Writes a step that is done, a segment that is live, or both; with the last segment the delivery is POSTED. */
export async function writeDone(
  { work, journal }: Run,
  segment: WorkSegment,
  { step, published, hold }: Done,
): Promise<Progress> {
  const { toldLater } = work.room;
  const askInMs = published && toldLater?.isAwaited(published) ? (toldLater.pausesMs[0] ?? null) : null;
  const live = published && { segmentId: segment.id, published, askInMs };
  const isWhole = live !== null && work.segments.at(-1)?.id === segment.id;
  const ended = await journal.done({ claim: work.claim, step, live, isWhole, hold });
  if (hold) work.holds.push(hold);
  if (published) wasPublished(work, segment, published);
  return ended ?? 'go_on';
}

type FailedCall = {
  segment: WorkSegment;
  step: Step;
  failure: PlatformFailure;
  hold: Hold | null;
  repeated: boolean;
  optional: boolean;
};

/** Writes a call's failure, and what it makes of the delivery where that cannot go on at once. */
export async function closeFailed(run: Run, call: FailedCall): Promise<Progress> {
  const { deps, work } = run;
  const { step, failure, segment, hold } = call;
  const open = leavesOpen(work, call);
  if (open && failure.kind === 'duplicate' && failure.evidence !== undefined)
    return closeDone(run, segment, { step, value: { result: failure.evidence }, hold });
  const status = open || isLostPrepare(call) ? 'UNKNOWN' : 'REFUSED';
  const repeatRefused = call.repeated && failure.happened === 'no' && failureKinds[failure.kind].remedy === 'none';
  const renewable = failure.kind === 'auth_expired' && !run.renewed;
  const goesOn = renewable || repeatRefused || (call.optional && status === 'REFUSED');
  replaceStep(work, { ...step, status, repeatRefused: step.repeatRefused || repeatRefused });
  const ended = await inClaim(deps, work.claim, async (tx) => {
    await closeStep(tx, step.id, { status, failure: { ...toJson(failure), repeatRefused } });
    if (hold) await holdAccount(tx, work.account.id, hold);
    return goesOn ? null : recordFailure(tx, failingOf(run), consequenceOf(run, failure));
  });
  if (hold) work.holds.push(hold);
  return ended ?? 'go_on';
}

/** Writes what a failure outside any call makes of the delivery. */
export function fail(run: Run, failure: PlatformFailure): Promise<Progress> {
  return inClaim(run.deps, run.work.claim, (tx) => recordFailure(tx, failingOf(run), consequenceOf(run, failure)));
}

/** Writes that nothing is to become of a segment, by the room's own word: what was taken of it is not live. */
export function failForGood(run: Run, segment: WorkSegment, failure: PlatformFailure): Promise<Progress> {
  return inClaim(run.deps, run.work.claim, async (tx) => {
    await refuteCommits(tx, segment.id, toJson(failure));
    run.work.steps = run.work.steps.map((step) => (isTaken(run.work, step) ? { ...step, refuted: true } : step));
    return recordFailure(tx, failingOf(run), consequenceOf(run, failure));
  });
}

export async function wait(run: Run, until: Date): Promise<Progress> {
  await inClaim(run.deps, run.work.claim, (tx) => recordWait(tx, run.work.claim, until));
  return 'wait';
}

/** Notes in memory that a segment is live. */
function wasPublished(work: Work, segment: WorkSegment, published: Published): void {
  segment.published = published;
  work.failures = 0;
}

/** Puts a step into the journal in memory, in its place or at the end. */
export function replaceStep(work: Work, step: Step): void {
  work.steps = [...work.steps.filter(({ id }) => id !== step.id), step].sort((a, b) => a.position - b.position);
  work.lastPosition = Math.max(work.lastPosition, step.position);
}

/** A commit's outcome stays open where its answer was lost, and where a network calls our second try a duplicate: of our first, maybe. */
function leavesOpen(work: Work, { step, failure, repeated }: FailedCall): boolean {
  if (step.kind !== 'commit') return false;
  if (repeated || failure.happened === 'maybe') return true;
  const triedBefore = work.steps.some(
    ({ id, name, segmentId }) => id !== step.id && name === step.name && segmentId === step.segmentId,
  );
  return failure.kind === 'duplicate' && triedBefore;
}

/** What a room goes on from has to be told apart from what was surely not done. What is optional is gone on without. */
function isLostPrepare({ step, failure, optional }: FailedCall): boolean {
  return step.kind === 'prepare' && failure.happened === 'maybe' && !optional;
}

function consequenceOf({ deps, work }: Run, failure: PlatformFailure): Consequence {
  return afterFailure({
    failure,
    outcomeOpen: work.steps.some((step) => isOpenCommit(step) || isTaken(work, step)),
    failures: work.failures,
    now: deps.clock.now(),
    retryDelaysMs: deps.settings.retryDelaysMs,
    jitter: Math.random(),
  });
}

function toJson({ kind, happened, message, status }: PlatformFailure): JsonObject {
  return { kind, happened, message, ...(status === undefined ? {} : { status }) };
}

export function failingOf({ work, credentials }: Run): Failing {
  return { claim: work.claim, accountId: work.account.id, credentialsVersion: credentials.version };
}
