import { hasRoomForCard } from '../domain/check-link.ts';
import type { Json } from '../domain/json.ts';
import type { CallToMake, Next, SegmentToPublish } from '../platforms/platform.ts';
import { toEntry } from './journal-entry.ts';
import { type Settlement, settleLost } from './settle-lost.ts';
import type { Step, Work, WorkSegment } from './work.ts';

/** What to do next for a delivery: the room's `next`, or, while a commit's answer is lost, what settles it. */
export type Decision =
  | { do: 'call'; call: CallToMake }
  | { do: 'repeat'; lost: Step }
  | { do: 'found'; lost: Step; result: Json }
  | { do: 'absent'; lost: Step }
  | { do: 'wait'; until: Date }
  | { do: 'finish'; published: Extract<Next, { do: 'finish' }>['published'] }
  | { do: 'fail'; failure: Extract<Next, { do: 'fail' }>['failure'] }
  | { do: 'give_up'; lost: Step };

type Moment = { now: Date; marginMs: number };

/** A pure function of what is recorded. A call that the network would refuse for now is not made. */
export function decide(work: Work, current: WorkSegment, moment: Moment): Decision {
  const decision = nextOf(work, current, moment);
  const until = heldUntil(work, decision, moment.now);
  return until ? { do: 'wait', until } : decision;
}

function heldUntil({ holds }: Work, decision: Decision, now: Date): Date | null {
  if (decision.do !== 'call' && decision.do !== 'repeat') return null;
  const publishes = decision.do === 'repeat' || decision.call.kind === 'commit';
  const held = holds.filter(({ lane, until }) => until > now && (lane === 'account' || publishes));
  return held.length === 0 ? null : new Date(Math.max(...held.map(({ until }) => until.getTime())));
}

function nextOf(work: Work, current: WorkSegment, { now, marginMs }: Moment): Decision {
  const segment = toPublish(work, current);
  const steps = work.steps.filter(({ segmentId }) => segmentId === current.id);
  const lost = steps.find(isOpenCommit);
  if (!lost) return work.room.next(segment, steps.map(toEntry), now);
  const later = steps.filter(
    ({ position, attemptId }) => position > lost.position && attemptId === work.claim.attemptId,
  );
  const ways = work.room.lost[lost.name] ?? [];
  return fromSettlement(settleLost({ lost, ways, later, segment, now, marginMs }));
}

export function isOpenCommit(step: Step): boolean {
  return step.kind === 'commit' && (step.status === 'UNKNOWN' || step.status === 'SENDING');
}

/** A commit of the segment whose turn it is that the network took: it may be live, though that was not seen yet. */
export function isTaken({ segments }: Work, step: Step): boolean {
  const current = segments.find(({ published }) => published === null);
  return step.kind === 'commit' && step.status === 'DONE' && !step.refuted && step.segmentId === current?.id;
}

function fromSettlement(settlement: Settlement): Decision {
  return settlement.do === 'look' ? { do: 'call', call: settlement.call } : settlement;
}

function toPublish(work: Work, current: WorkSegment): SegmentToPublish {
  const { id, position, text, used, media } = current;
  const standsAlone = work.type === 'STORY';
  const before = standsAlone ? [] : work.segments.filter((segment) => segment.position < position);
  return {
    id,
    round: work.round,
    position,
    type: work.type,
    text,
    media,
    link: position === 0 && hasRoomForCard(work.room.profile, { media: used }) ? work.link : null,
    options: work.options,
    account: work.account,
    root: before[0]?.published ?? null,
    parent: before.at(-1)?.published ?? null,
  };
}
