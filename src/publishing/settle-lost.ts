import { z } from 'zod';
import type { Json } from '../domain/json.ts';
import type { CallToMake, SegmentToPublish, WayToSettle } from '../platforms/platform.ts';
import { toEntry } from './journal-entry.ts';
import type { Step } from './work.ts';

/** What to do about a commit whose answer was lost. */
export type Settlement =
  | { do: 'repeat'; lost: Step }
  | { do: 'look'; call: CallToMake }
  | { do: 'wait'; until: Date }
  | { do: 'found'; lost: Step; result: Json }
  | { do: 'absent'; lost: Step }
  | { do: 'give_up'; lost: Step };

export type LostCommit = {
  lost: Step;
  ways: readonly WayToSettle[];
  /** The steps of this attempt that came after it: the looks that were made. */
  later: readonly Step[];
  segment: SegmentToPublish;
  now: Date;
  marginMs: number;
};

const lookResult = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('found'), result: z.json() }),
  z.object({ verdict: z.literal('absent') }),
  z.object({ verdict: z.literal('undecided') }),
]);

type Look = Extract<WayToSettle, { by: 'look' }>;

/** Walks the room's ways in their order. A pure function of the journal: who takes over comes to the same. */
export function settleLost(commit: LostCommit): Settlement {
  for (const way of commit.ways) {
    const settlement = way.by === 'repeat' ? repeat(commit, way.withinMs) : look(commit, way);
    if (settlement) return settlement;
  }
  return { do: 'give_up', lost: commit.lost };
}

function repeat({ lost, now }: LostCommit, withinMs: number): Settlement | null {
  if (lost.repeatRefused || now.getTime() - lost.startedAt.getTime() >= withinMs) return null;
  return { do: 'repeat', lost };
}

function look({ lost, later, segment, now, marginMs }: LostCommit, way: Look): Settlement | null {
  const call = way.call(toEntry(lost), segment);
  const looks = later.filter(({ name, status }) => name === call.name && status === 'DONE');
  const verdicts = looks.map(({ result }) => lookResult.parse(result));
  const found = verdicts.find((verdict) => verdict.verdict === 'found');
  if (found?.verdict === 'found') return { do: 'found', lost, result: found.result as Json };
  const pauseMs = way.pausesMs[looks.length];
  if (pauseMs === undefined) {
    const absent = way.absence === 'proof' && verdicts.every(({ verdict }) => verdict === 'absent');
    return absent ? { do: 'absent', lost } : null;
  }
  const since = looks.at(-1)?.startedAt.getTime() ?? lost.quietAt.getTime() + marginMs;
  const until = new Date(since + pauseMs);
  return until > now ? { do: 'wait', until } : { do: 'look', call: { ...call, kind: 'check' } };
}
