import { expect, test } from 'vitest';
import { midnightPacific } from '../../../src/platforms/youtube/midnight-pacific.ts';

test.for([
  ['in winter', '2026-11-22T12:00:00.500Z', '2026-11-23T08:00:00.000Z'],
  ['in summer', '2026-07-01T06:59:59.000Z', '2026-07-01T07:00:00.000Z'],
  ['at midnight', '2026-07-01T07:00:00.000Z', '2026-07-02T07:00:00.000Z'],
  ['on the day on which clocks go back', '2026-11-01T07:30:00.000Z', '2026-11-02T08:00:00.000Z'],
  ['on the day on which clocks go forward', '2026-03-08T08:30:00.000Z', '2026-03-09T07:00:00.000Z'],
  ['at the end of a year', '2026-12-31T12:00:00.000Z', '2027-01-01T08:00:00.000Z'],
] as const)('a quota is renewed at midnight in California %s', ([, now, midnight]) => {
  expect(midnightPacific(new Date(now)).toISOString()).toBe(midnight);
});
