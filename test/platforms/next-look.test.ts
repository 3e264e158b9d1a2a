import { expect, test } from 'vitest';
import { nextLook } from '../../src/platforms/next-look.ts';
import type { JournalEntry } from '../../src/platforms/platform.ts';

const since = new Date('2026-11-22T12:00:00.000Z');
const after = (seconds: number) => new Date(since.getTime() + seconds * 1_000);

const look = (seconds: number): JournalEntry => ({
  name: 'look',
  kind: 'check',
  status: 'DONE',
  request: {},
  result: null,
  secret: null,
  startedAt: after(seconds),
  beforeRetry: false,
});

test('looks come after 2, 4, 8 and 16 seconds, then every 30', () => {
  const times: number[] = [];
  for (let count = 0; count < 7; count += 1) {
    const next = nextLook({ since, looks: times.map(look), withinMs: 600_000 });
    times.push(((next?.getTime() ?? 0) - since.getTime()) / 1_000);
  }
  expect(times).toEqual([2, 6, 14, 30, 60, 90, 120]);
});

test('none comes when the time is over', () => {
  expect(nextLook({ since, looks: [look(590)], withinMs: 600_000 })).toEqual(after(594));
  expect(nextLook({ since, looks: [look(597)], withinMs: 600_000 })).toBeNull();
});
