import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/pinterest/options.ts';
import { problemsWith, requiredFor } from '../../support/check-room-options.ts';

test('needs a board', () => expect(requiredFor(options)).toEqual(['boardId']));

test('a title has at most 100 characters, a link 2048', () => {
  const link = 'https://example.com/'.padEnd(2_048, 'a');
  expect(problemsWith(options, { boardId: '549755885175', title: 'a'.repeat(100), link })).toEqual([]);
  expect(problemsWith(options, { title: 'a'.repeat(101), link: `${link}a` })).toEqual([
    ['title', 'A pin’s title has at most 100 characters.'],
    ['link', 'A link has at most 2048 characters.'],
  ]);
});

test.for(['#6e7874', '#FFFFFF'])('takes the colour %s', (dominantColor) => {
  expect(problemsWith(options, { dominantColor })).toEqual([]);
});

test.for(['red', '#FFF', 'javascript:alert(1)'])('refuses "%s" as a colour or a link', (wrong) => {
  expect(problemsWith(options, { dominantColor: wrong, link: wrong })).toHaveLength(2);
});
