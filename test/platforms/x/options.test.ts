import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/x/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('takes ids of digits', () => {
  expect(problemsWith(options, { communityId: '1493446837214187523', replySettings: 'mentionedUsers' })).toEqual([]);
  expect(problemsWith(options, { communityId: 'cats' })).toEqual([
    ['communityId', 'A community’s id is a number, such as "1234567890".'],
  ]);
});

test('a poll has two to four short answers, and is open for a week at most', () => {
  const poll = { pollOptions: ['This', 'That'], pollMinutes: 5 };
  expect(problemsWith(options, poll)).toEqual([]);
  expect(problemsWith(options, { ...poll, pollOptions: ['This'] }).map(([field]) => field)).toEqual(['pollOptions']);
  expect(problemsWith(options, { ...poll, pollOptions: ['This', 'a'.repeat(26)] })).toHaveLength(1);
  expect(problemsWith(options, { ...poll, pollMinutes: 4 })).toHaveLength(1);
  expect(problemsWith(options, { ...poll, pollMinutes: 10_081 })).toHaveLength(1);
  expect(requiredFor(options, { options: { pollMinutes: 60 } })).toEqual(['pollOptions']);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
