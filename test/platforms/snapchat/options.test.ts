import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/snapchat/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('a locale is a language and a country', () => {
  expect(problemsWith(options, { locale: 'nb_NO', skipSaveToProfile: true })).toEqual([]);
  expect(problemsWith(options, { locale: 'nb-NO' }).map(([field]) => field)).toEqual(['locale']);
});

test('a saved story’s title has 45 characters, and is more than spaces', () => {
  expect(problemsWith(options, { savedStoryTitle: 'a'.repeat(45) })).toEqual([]);
  for (const savedStoryTitle of ['a'.repeat(46), '  '])
    expect(problemsWith(options, { savedStoryTitle }).map(([field]) => field)).toEqual(['savedStoryTitle']);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
