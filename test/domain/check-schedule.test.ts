import { expect, it } from 'vitest';
import { checkSchedule, timingOf } from '../../src/domain/check-schedule.ts';

const now = new Date('2026-06-01T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

it('keeps a post without a time as a draft, and publishes a time in the past at once', () => {
  expect(timingOf({ scheduledAt: null, publish: false }, now)).toEqual({ start: 'draft' });
  expect(timingOf({ scheduledAt: inDays(-1), publish: false }, now)).toEqual({ start: 'now' });
  expect(timingOf({ scheduledAt: inDays(1), publish: false }, now)).toEqual({ start: 'at', scheduledAt: inDays(1) });
});

it('takes thirty days ahead, and refuses a millisecond more with the limit', () => {
  expect(checkSchedule({ scheduledAt: inDays(30), publish: false }, now, 30)).toEqual([]);
  const later = new Date(inDays(30).getTime() + 1);
  expect(checkSchedule({ scheduledAt: later, publish: false }, now, 30)).toMatchObject([
    { code: 'SCHEDULED_TOO_FAR', limit: 30, unit: 'days' },
  ]);
});

it('refuses a time together with publish', () => {
  expect(checkSchedule({ scheduledAt: inDays(1), publish: true }, now, 30)).toMatchObject([
    { code: 'INVALID', path: ['input', 'scheduledAt'] },
  ]);
});
