import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/facebook/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('a video’s title has at most 255 characters', () => {
  expect(problemsWith(options, { title: 'a'.repeat(255) })).toEqual([]);
  expect(problemsWith(options, { title: 'a'.repeat(256) })).toEqual([
    ['title', 'A video’s title has at most 255 characters.'],
  ]);
});

test('targets countries and ages', () => {
  expect(problemsWith(options, { targetCountries: ['NO', 'SE'], targetMinimumAge: 13 })).toEqual([]);
  expect(problemsWith(options, { targetCountries: ['Norway'], targetMinimumAge: 12 }).map(([field]) => field)).toEqual([
    'targetCountries.0',
    'targetMinimumAge',
  ]);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
