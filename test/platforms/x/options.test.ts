import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/x/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('takes ids of digits', () => {
  expect(problemsWith(options, { communityId: '1493446837214187523', replySettings: 'mentionedUsers' })).toEqual([]);
  expect(problemsWith(options, { communityId: 'cats' })).toEqual([
    ['communityId', 'A community’s id is a number, such as "1234567890".'],
  ]);
});

test('needs nothing', () => expect(requiredFor(options)).toEqual([]));
