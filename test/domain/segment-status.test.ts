import { expect, it } from 'vitest';
import { segmentStatus } from '../../src/domain/segment-status.ts';

const posted = { publishedAt: new Date(), removedAt: null };
const waiting = { publishedAt: null, removedAt: null };

it('gives the first segment that is not live the status of the delivery, and lets those behind it wait', () => {
  const segments = [posted, waiting, waiting];
  expect(segments.map((_, index) => segmentStatus({ status: 'FAILED' }, segments, index))).toEqual([
    'POSTED',
    'FAILED',
    'PENDING',
  ]);
});

it('shows a removed segment as removed', () => {
  const segments = [{ publishedAt: new Date(), removedAt: new Date() }];
  expect(segmentStatus({ status: 'REMOVED' }, segments, 0)).toBe('REMOVED');
});
