import { describe, expect, it } from 'vitest';
import type { SegmentToPublish, WayToSettle } from '../../src/platforms/platform.ts';
import { settleLost } from '../../src/publishing/settle-lost.ts';
import type { Step } from '../../src/publishing/work.ts';

const sentAt = new Date('2026-06-01T12:00:00Z');
const at = (ms: number) => new Date(sentAt.getTime() + ms);

const step = (over: Partial<Step>): Step => ({
  id: 'step',
  segmentId: 'seg',
  attemptId: 'att',
  position: 1,
  name: 'publish',
  kind: 'commit',
  status: 'UNKNOWN',
  request: {},
  result: null,
  secret: null,
  sends: 1,
  repeatRefused: false,
  refuted: false,
  beforeRetry: false,
  startedAt: sentAt,
  deadlineAt: at(15_000),
  quietAt: at(15_000),
  ...over,
});
const lost = step({});
const looked = (position: number, result: Step['result'], startedAt: Date) =>
  step({ id: `look${position}`, position, name: 'look', kind: 'check', status: 'DONE', result, startedAt });

const segment: SegmentToPublish = {
  id: 'seg',
  round: 1,
  position: 0,
  type: 'POST',
  text: 'hello',
  media: [],
  link: null,
  options: {},
  account: { remoteId: '1', username: 'oak', server: null, webUrl: '' },
  root: null,
  parent: null,
};
const repeat: WayToSettle = { by: 'repeat', withinMs: 60_000 };
const look = (absence: 'proof' | 'no_proof'): WayToSettle => ({
  by: 'look',
  call: () => ({ name: 'look', kind: 'check', request: {} }),
  pausesMs: [0, 5_000],
  absence,
});
const settle = (ways: WayToSettle[], now: Date, { later = [] as Step[], which = lost } = {}) =>
  settleLost({ lost: which, ways, later, segment, now, marginMs: 2_000 });

describe('a commit whose answer was lost', () => {
  it('is sent again at once where the network recognises it, for as long as it does', () => {
    expect(settle([repeat], at(0))).toEqual({ do: 'repeat', lost });
    expect(settle([repeat], at(60_000))).toEqual({ do: 'give_up', lost });
  });

  it('is not repeated again once a repeat was refused for good', () => {
    const refused = step({ repeatRefused: true });
    expect(settle([repeat], at(0), { which: refused })).toEqual({ do: 'give_up', lost: refused });
  });

  it('is looked for only after its request can no longer arrive', () => {
    expect(settle([look('proof')], at(1_000))).toEqual({ do: 'wait', until: at(17_000) });
    expect(settle([look('proof')], at(17_000))).toMatchObject({ do: 'look', call: { name: 'look', kind: 'check' } });
  });

  it('is looked for again after a growing pause, since listings lag', () => {
    const first = looked(2, { verdict: 'absent' }, at(17_000));
    expect(settle([look('proof')], at(18_000), { later: [first] })).toEqual({ do: 'wait', until: at(22_000) });
    expect(settle([look('proof')], at(22_000), { later: [first] })).toMatchObject({ do: 'look' });
  });

  it('counts as published with what a look found', () => {
    const found = looked(2, { verdict: 'found', result: { id: '7' } }, at(17_000));
    expect(settle([look('proof')], at(18_000), { later: [found] })).toEqual({ do: 'found', lost, result: { id: '7' } });
  });

  it('did not happen where absence is proof and every look saw it', () => {
    const looks = [looked(2, { verdict: 'absent' }, at(17_000)), looked(3, { verdict: 'absent' }, at(22_000))];
    expect(settle([look('proof')], at(23_000), { later: looks })).toEqual({ do: 'absent', lost });
  });

  it('is a person’s to decide where absence proves nothing, or a look could not tell', () => {
    const looks = [looked(2, { verdict: 'absent' }, at(17_000)), looked(3, { verdict: 'undecided' }, at(22_000))];
    expect(settle([look('proof')], at(23_000), { later: looks })).toEqual({ do: 'give_up', lost });
    const absent = [looked(2, { verdict: 'absent' }, at(17_000)), looked(3, { verdict: 'absent' }, at(22_000))];
    expect(settle([look('no_proof')], at(23_000), { later: absent })).toEqual({ do: 'give_up', lost });
    expect(settle([], at(0))).toEqual({ do: 'give_up', lost });
  });
});
