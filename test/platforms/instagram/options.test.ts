import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/instagram/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('takes three collaborators', () => {
  expect(problemsWith(options, { collaborators: ['ada', '@bo.b', 'c_c'] })).toEqual([]);
  expect(problemsWith(options, { collaborators: ['a', 'b', 'c', 'd'] })).toEqual([
    ['collaborators', 'Instagram takes at most 3 collaborators.'],
  ]);
});

test('a cover is an address', () => {
  expect(problemsWith(options, { coverUrl: 'https://example.com/cover.jpg', thumbOffsetMs: 0 })).toEqual([]);
  expect(problemsWith(options, { coverUrl: 'cover.jpg', thumbOffsetMs: -1 }).map(([field]) => field)).toEqual([
    'coverUrl',
    'thumbOffsetMs',
  ]);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
