import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/google_business/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('news need nothing', () => {
  expect(requiredFor(options)).toEqual([]);
  expect(requiredFor(options, { options: { topicType: 'STANDARD' } })).toEqual([]);
});

test.for(['EVENT', 'OFFER'])('%s needs a title, a beginning and an end', (topicType) => {
  expect(requiredFor(options, { options: { topicType } })).toEqual(['eventTitle', 'eventStart', 'eventEnd']);
});

test('a button needs a link, unless it calls or the offer has its own', () => {
  expect(requiredFor(options, { options: { callToAction: 'BOOK' } })).toEqual(['callToActionUrl']);
  expect(requiredFor(options, { options: { callToAction: 'CALL' } })).toEqual([]);
  expect(requiredFor(options, { options: { callToAction: 'BOOK', topicType: 'OFFER' } })).not.toContain(
    'callToActionUrl',
  );
});

test('titles, codes and terms are bounded', () => {
  const full = { eventTitle: 'a'.repeat(58), couponCode: 'a'.repeat(58), terms: 'a'.repeat(5_000) };
  expect(problemsWith(options, full)).toEqual([]);
  const over = { eventTitle: 'a'.repeat(59), couponCode: 'a'.repeat(59), terms: 'a'.repeat(5_001) };
  expect(problemsWith(options, over).map(([field]) => field)).toEqual(['eventTitle', 'couponCode', 'terms']);
});

test.for(['2027-03-01', '2028-02-29', '2027-03-01T18:00'])('takes the time %s', (eventStart) => {
  expect(problemsWith(options, { eventStart })).toEqual([]);
});

test.for(['tomorrow', '2027-02-29', '2027-03-01T24:01', '2027-03-01T18:00Z', '2027-13-01'])(
  'refuses the time %s',
  (eventStart) => expect(problemsWith(options, { eventStart })).toHaveLength(1),
);

test.for([
  ['2027-03-01T18:00', '2027-03-01', 0],
  ['2027-03-01', '2027-03-01T18:00', 0],
  ['2027-03-01T18:00', '2027-03-01T17:59', 1],
  ['2027-03-01T18:00', '2027-03-01T18:00', 1],
  ['2027-03-01', '2027-03-01', 0],
  ['2027-03-02', '2027-03-01', 1],
  ['2027-03-02T08:00', '2027-03-01', 1],
] as const)('from %s to %s', ([eventStart, eventEnd, problems]) => {
  expect(problemsWith(options, { eventStart, eventEnd })).toHaveLength(problems);
});
