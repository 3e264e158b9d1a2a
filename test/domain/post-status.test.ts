import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postStatus, postStatusesWith } from '../../src/domain/post-status.ts';
import { deliveryStatuses } from '../../src/domain/statuses.ts';

const started = { startedAt: new Date(), scheduledAt: null };

describe('the status of a post', () => {
  it('is DRAFT until it is scheduled or started, whatever its deliveries are', () => {
    expect(postStatus({ startedAt: null, scheduledAt: null }, ['PENDING'])).toBe('DRAFT');
    expect(postStatus({ startedAt: null, scheduledAt: new Date() }, ['PENDING'])).toBe('SCHEDULED');
  });

  it.each([
    [['PENDING', 'POSTED'], 'PUBLISHING'],
    [['PUBLISHING', 'FAILED'], 'PUBLISHING'],
    [['POSTED', 'POSTED'], 'POSTED'],
    [['POSTED', 'REMOVED'], 'POSTED'],
    [['POSTED', 'FAILED'], 'PARTIALLY_POSTED'],
    [['POSTED', 'UNKNOWN'], 'PARTIALLY_POSTED'],
    [['REMOVED', 'PAUSED'], 'PARTIALLY_POSTED'],
    [['FAILED', 'UNKNOWN', 'PAUSED'], 'FAILED'],
  ] as const)('of deliveries %j is %s', (deliveries, status) => {
    expect(postStatus(started, deliveries)).toBe(status);
  });

  it('does not depend on the order of its deliveries', () => {
    const deliveries = fc.array(fc.constantFrom(...deliveryStatuses), { minLength: 1 });
    fc.assert(fc.property(deliveries, (some) => postStatus(started, some) === postStatus(started, some.toReversed())));
  });

  it('is one of those that posts with such a delivery have', () => {
    const deliveries = fc.array(fc.constantFrom(...deliveryStatuses), { minLength: 1 });
    fc.assert(
      fc.property(deliveries, (all) => {
        for (const status of all) expect(postStatusesWith([status])).toContain(postStatus(started, all));
      }),
    );
    expect(postStatusesWith(['PENDING'])).toEqual(expect.arrayContaining(['DRAFT', 'SCHEDULED']));
  });

  it('is none that no post with such a delivery has', () => {
    const beside = (status: (typeof deliveryStatuses)[number]) =>
      new Set(deliveryStatuses.flatMap((one) => [postStatus(started, [status]), postStatus(started, [status, one])]));
    for (const status of deliveryStatuses.filter((one) => one !== 'PENDING'))
      expect(new Set(postStatusesWith([status]))).toEqual(beside(status));
  });
});
