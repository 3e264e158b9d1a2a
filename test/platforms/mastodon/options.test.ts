import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/mastodon/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('a language is a short code', () => {
  expect(problemsWith(options, { language: 'nb', visibility: 'private' })).toEqual([]);
  expect(problemsWith(options, { language: 'nb-NO' }).map(([field]) => field)).toEqual(['language']);
});

test('a content warning has at most 500 characters', () => {
  expect(problemsWith(options, { spoilerText: 'a'.repeat(500) })).toEqual([]);
  expect(problemsWith(options, { spoilerText: 'a'.repeat(501) })).toHaveLength(1);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
