import { expect, test } from 'vitest';
import { profile } from '../../../src/platforms/bluesky/profile.ts';

test.for([
  ['plain text', 'a'.repeat(300), 300, 300],
  ['one more', 'a'.repeat(301), 301, 301],
  ['URLs are not shortened', 'https://example.com/', 20, 20],
  ['CJK', '日本語', 3, 9],
  ['an emoji with a modifier', '👍🏽', 1, 8],
  ['a family', '👩‍👩‍👧', 1, 18],
  ['a flag', '🇳🇴', 1, 8],
  ['a combining mark', 'e\u0301', 1, 3],
  ['line ends', 'a\r\nb', 3, 4],
  ['nothing', '', 0, 0],
] as const)('counts %s', ([, text, graphemes, bytes]) => {
  expect(profile.textLength(text, 'GRAPHEMES')).toBe(graphemes);
  expect(profile.textLength(text, 'UTF8_BYTES')).toBe(bytes);
});

test('both limits hold: 300 families are within the one and beyond the other', () => {
  const text = '👩‍👩‍👧'.repeat(300);
  const over = profile.textLimits.filter(({ max, unit }) => profile.textLength(text, unit) > max);
  expect(over).toEqual([{ max: 3_000, unit: 'UTF8_BYTES' }]);
});
