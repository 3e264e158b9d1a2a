import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/threads/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test.for(['Books', 'Good books', 'a'.repeat(50), '日'.repeat(50)])('takes the topic %s', (topicTag) => {
  expect(problemsWith(options, { topicTag })).toEqual([]);
});

test.for(['', 'a'.repeat(51), 'v1.0', 'salt & pepper'])('refuses the topic "%s"', (topicTag) => {
  expect(problemsWith(options, { topicTag })).toEqual([
    ['topicTag', 'A topic has 1 to 50 characters, and neither a full stop nor an ampersand.'],
  ]);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
