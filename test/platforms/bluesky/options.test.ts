import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/bluesky/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('takes three languages', () => {
  expect(problemsWith(options, { langs: ['en', 'pt-BR', 'zh-Hans-CN'] })).toEqual([]);
  expect(problemsWith(options, { langs: ['en', 'nb', 'nn', 'se'] })).toEqual([
    ['langs', 'Bluesky takes at most 3 languages.'],
  ]);
  expect(problemsWith(options, { langs: ['English'] }).map(([field]) => field)).toEqual(['langs.0']);
});

test('lets nobody reply, or some', () => {
  expect(problemsWith(options, { replyGate: ['nobody'] })).toEqual([]);
  expect(problemsWith(options, { replyGate: ['mentioned', 'followers', 'following'] })).toEqual([]);
  expect(problemsWith(options, { replyGate: ['nobody', 'followers'] })).toEqual([
    ['replyGate', 'Nobody stands alone: leave out the others, or nobody.'],
  ]);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
