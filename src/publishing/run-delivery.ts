import { databaseErrorKind } from '../database/database-error-kind.ts';
import { failureKinds } from '../domain/delivery-error.ts';
import { DeliveryNotHeld } from '../events/move-deliveries.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import { unknownOutcome } from './after-failure.ts';
import {
  closeDone,
  closeFailed,
  fail,
  failForGood,
  failingOf,
  type Progress,
  replaceStep,
  wait,
  writeDone,
} from './close-call.ts';
import { freshCredentials, renewCredentials } from './credentials.ts';
import { type Decision, decide, isOpenCommit, isTaken } from './decide.ts';
import { holdLease } from './hold-lease.ts';
import { inClaim } from './in-claim.ts';
import { closeStep, reopenStep } from './journal.ts';
import { loadMedia } from './load-media.ts';
import { loadWork } from './load-work.ts';
import { makeCall } from './make-call.ts';
import { type Ended, recordFailure } from './record.ts';
import { recordFault } from './record-fault.ts';
import type { Run } from './run.ts';
import { tellEnd } from './tell-end.ts';
import type { Claim, CrashPoint, PublishingDeps, WorkSegment } from './work.ts';

/**
 * Runs a claimed delivery until it settles, waits, or the process stops: what `next` says, one call at a time, each in the journal
 * before it is sent. Where another worker has taken over, it writes nothing and goes away.
 */
export async function runDelivery(
  deps: PublishingDeps,
  claim: Claim,
  around: Pick<Run, 'journal' | 'stopping'>,
): Promise<void> {
  using lease = holdLease(deps, claim);
  try {
    const progress = await runUntilItEnds(deps, claim, { lease, ...around }).catch((error: unknown) =>
      giveBack(deps, claim, error),
    );
    if (progress !== 'wait') tellEnd(deps, claim, progress);
  } catch (error) {
    if (!(error instanceof DeliveryNotHeld)) throw error;
    deps.log('warn', 'Another worker has taken this delivery over.', {
      deliveryId: claim.deliveryId,
      fence: claim.fence,
    });
  }
}

type Running = Pick<Run, 'lease' | 'journal' | 'stopping'>;

async function runUntilItEnds(deps: PublishingDeps, claim: Claim, running: Running): Promise<'wait' | Ended> {
  const work = loadWork(deps, claim, claim.row);
  const { credentials, credentialsVersion: version } = claim.row.account;
  const run: Run = { deps, work, ...running, credentials: { sealed: credentials, version }, renewed: false };
  for (;;) {
    const progress = await advance(run);
    if (progress !== 'go_on') return progress;
  }
}

/** A fault of our own is a failed attempt, or it would be met again at every takeover, and hold up the account for ever. */
async function giveBack(deps: PublishingDeps, claim: Claim, error: unknown): Promise<Ended> {
  if (error instanceof DeliveryNotHeld || databaseErrorKind(error) === 'away') throw error;
  deps.log('error', 'A delivery failed in Postern itself.', { deliveryId: claim.deliveryId, error });
  return recordFault(deps, claim);
}

async function advance(run: Run): Promise<Progress> {
  const { deps, work, stopping } = run;
  const segment = work.segments.find(({ published }) => published === null);
  if (!segment) return finish(run);
  if (work.takeovers >= maxTakeovers) return fail(run, tooManyTakeovers());
  const media = await mediaFor(run, segment).catch(asFailure);
  if (media instanceof PlatformFailure) return fail(run, media);
  segment.media = media;
  const decision = decide(work, segment, { now: deps.clock.now(), marginMs: deps.settings.marginMs });
  if (decision.do !== 'call' && decision.do !== 'repeat') return conclude(run, segment, decision);
  return stopping.aborted ? wait(run, deps.clock.now()) : call(run, segment, decision);
}

/** All segments are live and the delivery does not say so: that is made up for. */
async function finish({ work, journal }: Run): Promise<Progress> {
  const ended = await journal.done({ claim: work.claim, step: null, live: null, hold: null, isWhole: true });
  return ended ?? 'go_on';
}

const maxTakeovers = 10;

/** Only of the segment whose turn it is: others may be hours away. What a lost commit showed need not be there to find out what became of it. */
async function mediaFor({ deps, work }: Run, { media, used }: WorkSegment): Promise<WorkSegment['media']> {
  if (media.length === used.length) return media;
  return loadMedia(deps, used, { type: work.type, room: work.room }).catch((error: unknown) => {
    if (error instanceof PlatformFailure && work.steps.some((step) => isOpenCommit(step) || isTaken(work, step)))
      return media;
    throw error;
  });
}

function tooManyTakeovers(): PlatformFailure {
  const message = `${maxTakeovers} workers in a row stopped while they published this.`;
  return new PlatformFailure({ kind: 'internal', happened: 'no', message });
}

type ToCall = Extract<Decision, { do: 'call' | 'repeat' }>;

async function conclude(run: Run, segment: WorkSegment, decision: Exclude<Decision, ToCall>): Promise<Progress> {
  const { deps, work } = run;
  switch (decision.do) {
    case 'wait':
      return wait(run, decision.until);
    case 'found':
      return closeDone(run, segment, { step: decision.lost, value: { result: decision.result } });
    case 'absent': {
      const failure = { kind: 'transient', message: 'The network was seen not to have it.' };
      await inClaim(deps, work.claim, (tx) => closeStep(tx, decision.lost.id, { status: 'REFUSED', failure }));
      replaceStep(work, { ...decision.lost, status: 'REFUSED' });
      return 'go_on';
    }
    case 'finish':
      return writeDone(run, segment, { step: null, published: decision.published, hold: null });
    case 'fail':
      return failAsSaid(run, segment, new PlatformFailure({ ...decision.failure, happened: 'no' }));
    case 'give_up': {
      const error = unknownOutcome('the answer was lost, and the network does not say what became of it.');
      const settled = {
        to: 'UNKNOWN',
        dueAt: null,
        failures: work.failures,
        hold: null,
        needsReconnect: false,
        outcomeOpen: true,
      } as const;
      return inClaim(deps, work.claim, (tx) => recordFailure(tx, failingOf(run), { ...settled, error }));
    }
  }
}

/** A room that has waited long enough has no proof that nothing came of what the network took; one that was told so has. */
function failAsSaid(run: Run, segment: WorkSegment, failure: PlatformFailure): Promise<Progress> {
  return failureKinds[failure.kind].remedy === 'none' ? failForGood(run, segment, failure) : fail(run, failure);
}

async function call(run: Run, segment: WorkSegment, decision: ToCall): Promise<Progress> {
  const { deps, work } = run;
  const credentials = await freshCredentials(deps, work, run.credentials).catch(asFailure);
  if (credentials instanceof PlatformFailure) return fail(run, credentials);
  run.credentials = credentials.stored;
  const { answer, progress } = await makeAndClose(run, segment, { decision, credentials: credentials.value });
  if (progress !== 'go_on' || answer.ok || answer.failure.kind !== 'auth_expired') return progress;
  run.renewed = true;
  const renewal = await renewCredentials(deps, work, run.credentials).catch(asFailure);
  if (renewal instanceof PlatformFailure) return fail(run, renewal);
  run.credentials = renewal.stored;
  return 'go_on';
}

/** The journal says what is being sent before it is sent, and what came of it after. */
async function makeAndClose(
  run: Run,
  segment: WorkSegment,
  { decision, credentials }: { decision: ToCall; credentials: unknown },
) {
  const { deps, work, lease } = run;
  const repeated = decision.do === 'repeat';
  const isFirst = work.lastPosition === 0;
  const { name } = repeated ? decision.lost : decision.call;
  const site = {
    deliveryId: work.claim.deliveryId,
    network: work.room.profile.network,
    call: name,
    position: segment.position,
  };
  const reach = async (point: CrashPoint) => deps.reach?.(point, site);
  await reach('before_begin');
  const step = repeated
    ? await reopenStep(deps, work.claim, decision.lost)
    : await run.journal.begin({ work, segment, call: decision.call });
  replaceStep(work, step);
  await reach('begun');
  if (isFirst) deps.counts.firstCall(site.network, lateness(deps, work.claim));
  const answer = await makeCall(deps, work, { step, credentials, lease, beforeSending: () => reach('before_send') });
  await reach('answered');
  if (!answer.ok && failureKinds[answer.failure.kind].remedy === 'at_reset') deps.counts.rateLimited(site.network);
  const optional = !repeated && decision.call.optional === true;
  const progress = answer.ok
    ? await closeDone(run, segment, { step, value: answer.value, hold: answer.hold })
    : await closeFailed(run, { segment, step, failure: answer.failure, hold: answer.hold, repeated, optional });
  await reach('recorded');
  return { answer, progress };
}

function lateness({ clock }: PublishingDeps, { row }: Claim): number {
  return clock.now().getTime() - new Date(row.dueAt).getTime();
}

/** A network's refusal is a value here; a fault of our own goes on up. */
function asFailure(error: unknown): PlatformFailure {
  if (error instanceof PlatformFailure) return error;
  throw error;
}
