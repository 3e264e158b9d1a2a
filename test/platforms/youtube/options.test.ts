import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/youtube/options.ts';
import { problemsWith, refusedFor, requiredFor } from '../../support/check-room-options.ts';

test('needs a title', () => expect(requiredFor(options)).toEqual(['title']));

test('a title has at most 100 characters and no angle brackets', () => {
  expect(problemsWith(options, { title: 'a'.repeat(100) })).toEqual([]);
  expect(problemsWith(options, { title: 'a'.repeat(101) })).toEqual([
    ['title', 'A YouTube title has at most 100 characters.'],
  ]);
  expect(problemsWith(options, { title: 'a <b>' })).toEqual([['title', 'A YouTube title has neither < nor >.']]);
  expect(problemsWith(options, { title: '  ' })).toEqual([['title', 'A YouTube title is more than spaces.']]);
});

test('tags have at most 500 characters together, commas and quotation marks counted', () => {
  expect(problemsWith(options, { tags: ['a'.repeat(250), 'b'.repeat(249)] })).toEqual([]);
  expect(problemsWith(options, { tags: ['a'.repeat(250), 'b'.repeat(250)] })).toHaveLength(1);
  expect(problemsWith(options, { tags: ['a'.repeat(250), `b ${'b'.repeat(245)}`] })).toEqual([]);
  expect(problemsWith(options, { tags: ['a'.repeat(250), `b ${'b'.repeat(246)}`] })).toHaveLength(1);
});

test('a video that takes no comments has no containers after the first', () => {
  const chosen = { privacy: 'private', madeForKids: true };
  expect(refusedFor(options, { options: chosen, containerCount: 2 })).toEqual(['privacy', 'madeForKids']);
  expect(refusedFor(options, { options: chosen })).toEqual([]);
  const open = { privacy: 'unlisted', madeForKids: false };
  expect(refusedFor(options, { options: open, containerCount: 2 })).toEqual([]);
});
