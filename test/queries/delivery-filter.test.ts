import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postStatus } from '../../src/domain/post-status.ts';
import { deliveryStatuses } from '../../src/domain/statuses.ts';
import { statusesWith } from '../../src/queries/delivery-filter.ts';

test('a post with a delivery in a status is looked for in every status that it can have', () => {
  const deliveries = fc.array(fc.constantFrom(...deliveryStatuses), { minLength: 1 });
  const started = { startedAt: new Date(0), scheduledAt: null };
  fc.assert(
    fc.property(deliveries, (all) => {
      for (const status of all) expect(statusesWith([status])).toContain(postStatus(started, all));
    }),
  );
  const notStarted = [null, new Date(0)].map((scheduledAt) =>
    postStatus({ startedAt: null, scheduledAt }, ['PENDING']),
  );
  expect(statusesWith(['PENDING'])).toEqual(expect.arrayContaining(notStarted));
});
