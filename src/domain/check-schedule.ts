import type { UserError } from './refusal.ts';

const DAY_MS = 86_400_000;

type ScheduleInput = { scheduledAt: Date | null; publish: boolean };
export type Timing = { start: 'draft' | 'now' } | { start: 'at'; scheduledAt: Date };

/** When a post goes out (DESIGN.md, rule 2): a time in the past is now, and one too far ahead is refused. */
export function timingOf(input: ScheduleInput, now: Date): Timing {
  if (input.publish) return { start: 'now' };
  if (input.scheduledAt === null) return { start: 'draft' };
  return input.scheduledAt <= now ? { start: 'now' } : { start: 'at', scheduledAt: input.scheduledAt };
}

export function checkSchedule(input: ScheduleInput, now: Date, maxDays: number): UserError[] {
  const { scheduledAt, publish } = input;
  if (scheduledAt === null) return [];
  const errors: UserError[] = [];
  const path = ['input', 'scheduledAt'];
  if (publish)
    errors.push({
      code: 'INVALID',
      message: 'Give either scheduledAt or publish: true. A time in the past publishes at once.',
      path,
    });
  const days = (scheduledAt.getTime() - now.getTime()) / DAY_MS;
  if (days > maxDays) {
    const message = `A post can be scheduled at most ${maxDays} days ahead. Choose an earlier time, or keep it as a draft.`;
    errors.push({
      code: 'SCHEDULED_TOO_FAR',
      message,
      path,
      limit: maxDays,
      actual: Math.ceil(days * 100) / 100,
      unit: 'days',
    });
  }
  return errors;
}
