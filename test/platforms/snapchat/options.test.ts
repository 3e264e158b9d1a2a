import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/snapchat/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('a locale is a language and a country', () => {
  expect(problemsWith(options, { locale: 'nb_NO', skipSaveToProfile: true })).toEqual([]);
  expect(problemsWith(options, { locale: 'nb-NO' }).map(([field]) => field)).toEqual(['locale']);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
