import { expect, test } from 'vitest';
import { profile } from '../../../src/platforms/snapchat/profile.ts';
import { countAtLimit } from '../../support/count-at-limit.ts';

countAtLimit(profile, {
  'plain text': ['a', 1],
  'a URL, in full': ['https://example.com/a/rather/long/path?with=a&query=too ', 56],
  'an emoji with a modifier': ['👍🏽', 2],
  'a family': ['👩‍👩‍👧', 5],
  'a flag': ['🇳🇴', 2],
  CJK: ['日', 1],
  'a combining mark': ['e\u0301', 2],
  'line ends': ['\r\n', 2],
});

test('a story has no text', () => {
  expect(profile.textLimits.flatMap(({ types }) => types)).toEqual(['POST']);
});

test('a post has one video; of a story’s media, up to ten, each is a story of its own', () => {
  const counts = profile.media.map(({ type, kind, maxCount }) => [type, kind, maxCount]);
  expect(counts).toEqual([
    ['POST', 'VIDEO', 1],
    ['STORY', 'IMAGE', 10],
    ['STORY', 'VIDEO', 10],
  ]);
});
