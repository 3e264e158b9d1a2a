import { expect, test } from 'vitest';
import { options, pageOptions } from '../../../src/platforms/linkedin/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('a document’s title has at most 200 characters', () => {
  expect(problemsWith(options, { documentTitle: 'a'.repeat(200) })).toEqual([]);
  expect(problemsWith(options, { documentTitle: 'a'.repeat(201) })).toEqual([
    ['documentTitle', 'A document’s title has at most 200 characters.'],
  ]);
});

test('a page has no visibility to choose', () => {
  expect(Object.keys(options.schema.shape)).toContain('visibility');
  expect(Object.keys(pageOptions.schema.shape)).not.toContain('visibility');
  expect([...requiredFor(options), ...requiredFor(pageOptions)]).toEqual([]);
});

test('a poll has a question and two to four answers', () => {
  const poll = { pollQuestion: 'Which?', pollOptions: ['This', 'That'] };
  expect(problemsWith(options, poll)).toEqual([]);
  expect(problemsWith(options, { ...poll, pollOptions: ['This'] }).map(([field]) => field)).toEqual(['pollOptions']);
  expect(problemsWith(options, { ...poll, pollOptions: ['This', 'a'.repeat(31)] })).toHaveLength(1);
  expect(problemsWith(options, { ...poll, pollQuestion: 'a'.repeat(141) })).toHaveLength(1);
  expect(requiredFor(options, { options: { pollQuestion: 'Which?' } })).toEqual(['pollOptions']);
  expect(requiredFor(pageOptions, { options: { pollOptions: ['This', 'That'] } })).toEqual(['pollQuestion']);
});
